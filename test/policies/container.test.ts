import { policies, type ContainerProperties } from "../../policies/checks";
import { container } from "./shop";

function violations(changes: Partial<ContainerProperties>): readonly string[] {
  return policies.flatMap(({ id, checkContainer }) =>
    checkContainer(container(changes)).map(({ path, fact }) => `${id}: ${path}: ${fact}`),
  );
}

const content = "0123456789ab";
const digest = content.repeat(6).slice(0, 64);

test("a container that keeps to every policy gives no violation", () => {
  expect(violations({})).toEqual([]);
});

test("a container of which nothing is known yet violates only what its silence says", () => {
  const found = policies.filter(({ checkContainer }) => checkContainer({}).length > 0).map(({ id }) => id);
  expect(found).toEqual(["health-check-present"]);
});

test.each<[string, Partial<ContainerProperties>, string]>([
  [
    "a folder of the host",
    { volumes: [{ hostPath: "/srv", containerPath: "/data" }] },
    'no-bind-mounts: volumes["/data"]: /srv of the host is mounted',
  ],
  [
    "a folder of the host by `mounts`",
    { mounts: [{ type: "bind", source: "/srv", target: "/data" }] },
    'no-bind-mounts: volumes["/data"]: /srv of the host is mounted',
  ],
  ["an image by tag", { image: "redis:7" }, "images-pinned: image: redis:7 may be another image tomorrow"],
  [
    "an image that was pulled by tag and is run by id",
    {
      image: `sha256:${digest}`,
      labels: [...(container().labels ?? []), { label: "pulumi-compose.image", value: "redis:7" }],
    },
    "images-pinned: image: redis:7 may be another image tomorrow",
  ],
  ["privilege", { privileged: true }, "no-privileged-containers: privileged: the container is privileged"],
  [
    "all capabilities",
    { capabilities: { adds: ["CAP_ALL"] } },
    "no-privileged-containers: capabilities.adds: the container is given all capabilities",
  ],
  [
    "the network of the host",
    { networkMode: "host" },
    "no-host-network: networkMode: the container is on the network of the host",
  ],
  [
    "the network of the host among others",
    { networksAdvanced: [{ name: "host" }] },
    "no-host-network: networkMode: the container is on the network of the host",
  ],
  [
    "a health check that is switched off",
    { healthcheck: { tests: ["NONE"] } },
    "health-check-present: healthcheck: a service that runs on has no health check",
  ],
  [
    "a port without an address, which is every address",
    { ports: [{ internal: 80 }] },
    "ports-on-loopback: ports[0]: port 80 is open to other hosts on 0.0.0.0",
  ],
  [
    "all ports",
    { publishAllPorts: true },
    "ports-on-loopback: publishAllPorts: every port of the image is open to other hosts",
  ],
  [
    "a secret as plain text",
    { envs: ["DB_PASSWORD=hunter2"] },
    "no-plain-text-secrets: environment.DB_PASSWORD: the value of a secret is written as plain text",
  ],
])("%s is a violation", (_what, changes, expected) => {
  const found = violations(changes);
  expect(found).toEqual([expected]);
  expect(found.join()).not.toContain("hunter2");
});

test("the engine's socket is a violation of its own", () => {
  const volumes = [{ hostPath: "/var/run/docker.sock", containerPath: "/docker.sock" }];
  expect(violations({ volumes })).toContain(
    'no-docker-socket: volumes["/docker.sock"]: /var/run/docker.sock leads to the socket of the Docker engine',
  );
});

test.each<[string, Partial<ContainerProperties>]>([
  ["an image by id", { image: `sha256:${digest}` }],
  ["an image by content", { image: `shop-prod-app:${content}` }],
  [
    "an image that the stack builds",
    { image: "shop", labels: [...(container().labels ?? []), { label: "pulumi-compose.image", value: "built" }] },
  ],
  ["a job without a health check", { mustRun: false, healthcheck: {} }],
  ["a variable without a value", { envs: ["DB_PASSWORD", "API_TOKEN="] }],
])("%s is no violation", (_what, changes) => {
  expect(violations(changes)).toEqual([]);
});
