import { bind, httpGet, publish, readOnly, volume, type ServiceSpec } from "../../compose";
import { checkPolicies } from "../../policies/checks";
import { shop } from "./shop";

function violations(changes: Partial<ServiceSpec>, profile?: string): readonly string[] {
  return checkPolicies(shop(changes, profile)).map(({ policy, path, fact }) => `${policy}: ${path}: ${fact}`);
}

const absent = undefined as never;

test("a stack that keeps to every policy gives no finding", () => {
  expect(checkPolicies(shop())).toEqual([]);
});

test.each<[string, Partial<ServiceSpec>, string]>([
  [
    "a folder of the host",
    { volumes: { "/data": readOnly(bind("data")) } },
    'no-bind-mounts: services.web.volumes["/data"]: data of the host is mounted',
  ],
  ["an image by tag", { image: "redis:7" }, "images-pinned: services.web.image: redis:7 may be another image tomorrow"],
  [
    "all capabilities",
    { capAdd: ["all"] },
    "no-privileged-containers: services.web.capAdd: the container is given all capabilities",
  ],
  [
    "no health check",
    { healthcheck: absent },
    "health-check-present: services.web.healthcheck: a service that runs on has no health check",
  ],
  [
    "a port that is open to other hosts",
    { ports: [publish(80, { hostIp: "0.0.0.0" })] },
    "ports-on-loopback: services.web.ports[0]: port 80 is open to other hosts on 0.0.0.0",
  ],
  [
    "a secret as plain text",
    { environment: { DB_PASSWORD: "hunter2" } },
    "no-plain-text-secrets: services.web.environment.DB_PASSWORD: the value of a secret is written as plain text",
  ],
])("%s is a finding", (_what, changes, expected) => {
  const found = violations(changes);
  expect(found).toEqual([expected]);
  expect(found.join()).not.toContain("hunter2");
});

test.each(["/var/run/docker.sock", "/run", "/", "/home/me/.docker/run/docker.sock"])(
  "a mount of %s leads to the engine's socket, and is a folder of the host besides",
  (source) => {
    const found = checkPolicies(shop({ volumes: { "/host": bind(source) } }));
    expect(found.map(({ policy }) => policy)).toEqual(["no-bind-mounts", "no-docker-socket"]);
  },
);

test.each<[string, Partial<ServiceSpec>]>([
  ["a named volume", { volumes: { "/data": volume("data") } }],
  [
    "a port that is declared public",
    { ports: [publish(443, { hostIp: "0.0.0.0" })], labels: { "pulumi-compose.public-ports": "80,443" } },
  ],
  ["a port on the loopback of IPv6", { ports: [publish(80, { hostIp: "::1" })] }],
  ["another health check", { healthcheck: httpGet("/", { port: 80, via: "curl" }) }],
  [
    "variables that are about no secret",
    { environment: { MAX_TOKENS: 4096, KEYBOARD: "de", DB_PASSWORD_PATH: "/run/x" } },
  ],
  ["a variable that is left empty", { environment: { DB_PASSWORD: "" } }],
])("%s is no finding", (_what, changes) => {
  expect(violations(changes)).toEqual([]);
});

describe("what a violation does depends on the profile", () => {
  const changes = { image: "redis:7", environment: { DB_PASSWORD: "hunter2" } };
  const severities = (profile: string): readonly string[] =>
    checkPolicies(shop(changes, profile)).map(({ policy, severity }) => `${policy} ${severity}`);

  test.each(["prod", "staging"])("it stops %s", (profile) => {
    expect(severities(profile)).toEqual(["images-pinned mandatory", "no-plain-text-secrets mandatory"]);
  });

  test.each(["dev", "test"])("it is advice in %s, or of no interest where the profile works that way", (profile) => {
    expect(severities(profile)).toEqual(["no-plain-text-secrets advisory"]);
  });
});
