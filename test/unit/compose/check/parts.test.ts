import { bind, image, layer, network, publish, run, secret, service, volume } from "../../../../compose";
import { caught, findingsOf, modelOf, password, shopWith } from "../fixture";

const facts = (parts: Parameters<typeof findingsOf>[0]) =>
  findingsOf(parts).map(({ path, fact }) => `${path}: ${fact}`);

test.each(["shop-dev", "a", "0_x"])("%s is a name of a project", (project) => {
  expect(findingsOf(shopWith({}), project)).toEqual([]);
});

test.each(["Shop", "", "-shop", "shop.dev"])("%j is no name of a project", (project) => {
  expect(findingsOf(shopWith({}), project).map(({ path }) => path)).toEqual(["project"]);
});

test("names of services, volumes and networks are ones that an engine takes", () => {
  const odd = service("my web", {
    image: "redis:7",
    volumes: { "/data": volume("a/b") },
    networks: [network("front end")],
  });
  expect(findingsOf({ odd }).map(({ path }) => path)).toEqual([
    'networks["front end"]',
    'services["my web"]',
    'volumes["a/b"]',
  ]);
});

test("two services of one name are a finding", () => {
  expect(facts({ a: service("web", { image: "redis:7" }), b: service("web", { image: "redis:7" }) })).toEqual([
    "services.web: two services have this name",
  ]);
});

test("two things on one path are a finding, however the path is written", () => {
  expect(facts(shopWith({ volumes: { "/data": volume("a"), "/data/../data": volume("b") } }))).toEqual([
    'services.web.volumes["/data"]: two things are mounted on this path',
  ]);
});

test("a folder above the project is a finding, and an absolute one is not", () => {
  expect(facts(shopWith({ volumes: { "/a": bind("/srv/a"), "/b": bind("./b/../c") } }))).toEqual([]);
  expect(facts(shopWith({ volumes: { "/a": bind("a/../../b") } }))).toEqual([
    'services.web.volumes["/a"]: "a/../../b" climbs out of the project',
  ]);
});

test("a context and a baked layer stay inside the project too", () => {
  const layers = [layer({ source: "../src", target: "/src", delivery: "bake" })];
  expect(facts(shopWith({ image: image("a", { context: "../a" }), layers }))).toEqual([
    'images.a-with-src.layers: "../src" climbs out of the project',
    'images.a.context: "../a" climbs out of the project',
  ]);
});

test("a start interval without a start period is a finding", () => {
  const web = (startPeriod: "0s" | "10s") =>
    shopWith({ healthcheck: run(["true"], { startInterval: "1s", startPeriod }) });
  expect(facts(web("10s"))).toEqual([]);
  expect(facts(web("0s"))).toEqual(["services.web.healthcheck.startInterval: it has no effect without a start period"]);
});

test("a secret that is described in two ways is a finding", () => {
  const other = secret("dbPassword", { description: "Something else" });
  expect(facts(shopWith({ environment: { A: password } }))).toEqual([]);
  expect(facts(shopWith({ environment: { A: other } }))).toEqual([
    "services.db.secrets.dbPassword: another service describes this secret otherwise",
  ]);
});

test("a secret that is no key of the configuration is a finding, once", () => {
  const odd = secret("DB_PASSWORD", { description: "" });
  const parts = {
    a: service("a", { image: "x", environment: { A: odd } }),
    b: service("b", { image: "x", environment: { A: odd } }),
  };
  expect(facts(parts)).toEqual(["secrets.DB_PASSWORD: this is not a key of the configuration"]);
});

test("two secrets that come out as one variable are a finding at both", () => {
  const environment = { A: secret("aAb", { description: "" }), B: secret("aAB", { description: "" }) };
  expect(facts({ web: service("web", { image: "redis:7", environment }) })).toEqual([
    "secrets.aAb: secrets.aAB has the same variable, A_AB",
    "secrets.aAB: secrets.aAb has the same variable, A_AB",
  ]);
});

test("two images of one name are a finding", () => {
  const [one, two] = [image("app", { context: "a" }), image("app", { context: "a" })];
  const both = (second: typeof one) => ({ a: service("a", { image: one }), b: service("b", { image: second }) });
  expect(facts(both(one))).toEqual([]);
  expect(facts(both(two))).toEqual(['services.b.image: another image is called "app" too']);
  expect(facts({ a: service("a", { image: one }), b: service("b", { image: "app" }) })).toEqual([
    'services.b.image: "app" is an image that the stack builds and one of a registry',
  ]);
});

test("a network that is described in two ways is a finding", () => {
  const on = (name: string, internal: boolean) =>
    service(name, { image: "redis:7", networks: [network("back", { internal })] });
  expect(facts({ a: on("a", true), b: on("b", true) })).toEqual([]);
  expect(facts({ a: on("a", true), b: on("b", false) })).toEqual([
    'services.b.networks: another service describes the network "back" otherwise',
  ]);
});

test("findings of shape and of meaning come together, sorted, numbers by value", () => {
  const ports = Array.from({ length: 11 }, (_, index) => publish(index === 2 || index === 10 ? -1 : 9000 + index));
  const odd = service("my web", { image: "redis:7" });
  const paths = findingsOf({ odd, many: service("many", { image: "redis:7", ports }) }).map(({ path }) => path);
  expect(paths).toEqual([
    "services.many.ports[2].published",
    "services.many.ports[2].target",
    "services.many.ports[10].published",
    "services.many.ports[10].target",
    'services["my web"]',
  ]);
});

test("the error says the stack, the number of findings and each on a line", () => {
  expect(() => modelOf(shopWith({ user: 5 as never, init: "yes" as never }))).toThrow(
    [
      'stack "shop-dev": 2 findings',
      "  services.web.init: is text where true or false is expected; give true or false",
      "  services.web.user: is a number where text is expected; give text",
    ].join("\n"),
  );
  expect(caught(() => modelOf(shopWith({ user: 5 as never })))).toHaveLength(1);
});
