import { image, publish, secret, service, volume } from "../../../../compose";
import { findingsOf, password } from "../fixture";

/** The findings of one service whose specification is wrong, without their common path. */
const wrong = (spec: object) =>
  findingsOf({ web: service("web", { image: "redis:7", ...spec } as never) }).map(
    ({ path, fact, fix }) => `${path.replace("services.web.", "")}: ${fact}; ${fix}`,
  );

test.each([
  [{ comand: [] }, 'comand: is not known here; did you mean "command"? Known are capAdd, '],
  [{ hostIp: "::" }, "hostIp: is not known here; Known are capAdd, "],
  [{ command: "ls" }, "command: is text where a list is expected; give a list"],
  [{ command: ["ls", 1] }, "command[1]: is a number where text is expected; give text"],
  [{ init: null }, "init: is null where true or false is expected; give true or false"],
  [{ user: ["me"] }, "user: is a list where text is expected; give text"],
  [
    { labels: { a: password } },
    "labels.a: is a secret where plain text is expected; hand it over in environment or secrets",
  ],
  [{ environment: { "1A": "x" } }, "environment.1A: is not the name of a variable; use letters, digits and _"],
  [{ environment: { A: null } }, "environment.A: is null where the value of a variable is expected; give text, "],
  [{ environment: { A: Number.NaN } }, "environment.A: is the result of arithmetic that went wrong (NaN) where "],
  [{ environment: { A: volume("a") } }, "environment.A: is a volume where the value of a variable is expected"],
  [{ stopGracePeriod: 10 }, 'stopGracePeriod: is a number where text with a unit is expected; write it as in "10s"'],
  [{ stopGracePeriod: "10" }, "stopGracePeriod: this is not a duration; write a number with a unit"],
  [
    { deploy: { resources: { limits: { memory: "5mb" } } } },
    "deploy.resources.limits.memory: is less than an engine takes; give at least",
  ],
  [
    { deploy: { resources: { limits: { cpus: 0 } } } },
    "deploy.resources.limits.cpus: is not above zero; give a number of cores",
  ],
  [{ ports: [publish(0)] }, "ports[0].published: is not a port; choose a whole number from 1 to 65535"],
  [{ ports: ["80:80"] }, "ports[0]: is text where a set of keys and values is expected"],
  [
    { ports: [publish(80, { hostIp: "localhost" })] },
    'ports[0].hostIp: is not an IP address; write one as in "127.0.0.1"',
  ],
  [
    { ports: [publish(80, { protocol: "sctp" as never })] },
    'ports[0].protocol: is none of the values known here; choose one of "tcp", "udp"',
  ],
  [{ volumes: { data: volume("data") } }, "volumes.data: is not a path from the root; begin it with /"],
  [
    { volumes: { "/data": password } },
    'volumes["/data"]: is a secret where a volume or folder is expected; make one by volume(…)',
  ],
  [{ volumes: { "/data": { kind: "bind" } } }, 'volumes["/data"].source: is missing; give it text'],
  [{ secrets: { "/run/x": "hunter2" } }, 'secrets["/run/x"]: is text where a secret is expected; name it by secret(…)'],
  [
    { secrets: { "/x": { kind: "secret-file", content: password, mode: "0999" } } },
    'secrets["/x"].mode: is not a mode; write octal digits',
  ],
  [{ restart: "sometimes" }, 'restart: is not a restart policy; choose "no", "always"'],
  [{ networks: [] }, "networks: names no network; leave it out for the stack's default network"],
  [{ networks: ["front"] }, "networks[0]: is text where a network is expected; make one by network(…)"],
  [{ layers: [volume("a")] }, "layers[0].kind: is not a layer; make one by layer(…)"],
  [{ dependsOn: ["db"] }, "dependsOn[0]: is text where something to wait for is expected; make one by healthy(…)"],
  [
    { image: undefined },
    'image: is missing where an image is expected; make one by image(…) or name one as in "redis:7"',
  ],
  [{ image: "Redis" }, "image: this is not an image reference; write it as name:tag"],
  [{ healthcheck: { test: ["true"] } }, 'healthcheck.test: does not say what to run; write ["CMD", program, …]'],
  [{ healthcheck: { test: ["CMD-SHELL", "a", "b"] } }, "healthcheck.test: does not say what to run"],
  [{ healthcheck: { test: ["CMD", "a"], retries: 0 } }, "healthcheck.retries: is less than one; choose 1 or more"],
  [
    { healthcheck: { test: ["CMD", "a"], interval: "0s" } },
    'healthcheck.interval: is shorter than a millisecond; give at least "1ms"',
  ],
  [
    { healthcheck: { test: ["CMD", "a"], startPeriod: "10us" } },
    'healthcheck.startPeriod: is shorter than a millisecond; give "0s"',
  ],
  [
    { healthcheck: { test: ["CMD", "a"], intervall: "1s" } },
    'healthcheck.intervall: is not known here; did you mean "interval"? Known are interval, retries',
  ],
])("%j is a finding", (spec, said) => {
  expect(wrong({})).toEqual([]);
  const found = wrong(spec);
  expect(found.filter((line) => line.startsWith(said))).toHaveLength(1);
});

test("no finding repeats a value, which may be a secret", () => {
  const value = "hunter2-hunter2";
  const texts = ["image", "restart", "stopGracePeriod", "workingDir", "command", "networks", "dependsOn", "ports"];
  const found = wrong({
    ...Object.fromEntries(texts.map((key) => [key, value])),
    environment: { A: { value } },
    secrets: { "/a": value, "/b": { kind: "secret-file", content: value, mode: value } },
    volumes: { "/c": value },
    healthcheck: { test: [value], interval: value, retries: value },
    deploy: { resources: { limits: { memory: value, cpus: value } } },
  });
  expect(found.length).toBeGreaterThan(15);
  expect(found.join("\n")).not.toContain(value);
});

test("how an image is built is read once, under the image's own name", () => {
  const odd = image("app", { context: 5, cntext: ".", args: { KEY: secret("k", { description: "" }) } } as never);
  const found = findingsOf({ a: service("a", { image: odd }), b: service("b", { image: odd }) });
  expect(found.map(({ path, fact }) => `${path}: ${fact}`)).toEqual([
    "images.app.args.KEY: is a secret, which an image's history would show",
    "images.app.cntext: is not known here",
    "images.app.context: is a number where text is expected",
  ]);
});

test("an image's name is one that an engine takes", () => {
  const named = (name: string) => findingsOf({ a: service("a", { image: image(name, { context: "." }) }) });
  expect(named("my-app_2.x")).toEqual([]);
  expect(named("MyApp").map(({ path }) => path)).toEqual(["images.MyApp"]);
});

test("what is returned beside services is a finding, and undefined is left out", () => {
  expect(findingsOf({ a: service("a", { image: "redis:7" }), b: undefined })).toEqual([]);
  expect(findingsOf({ a: volume("a") as never, b: null as never }).map(({ fact }) => fact)).toEqual([
    "is a volume where a service is expected",
    "is null where a service is expected",
  ]);
});
