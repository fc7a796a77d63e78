import {
  httpGet,
  job,
  layer,
  oneOff,
  publish,
  readOnly,
  bind,
  run,
  secretFile,
  service,
  volume,
} from "../../../../compose";
import { modelOf, password, shop, shopWith } from "../fixture";

const web = (change: Parameters<typeof shopWith>[0]) => modelOf(shopWith(change)).services.web;

test("a port is published on loopback, under its own number, by TCP", () => {
  expect(publish(80)).toEqual({ target: 80, published: 80, hostIp: "127.0.0.1", protocol: "tcp" });
  expect(publish(80, { published: "free" })).not.toHaveProperty("published");
  expect(publish(53, { published: 5353, hostIp: "0.0.0.0", protocol: "udp" })).toEqual({
    target: 53,
    published: 5353,
    hostIp: "0.0.0.0",
    protocol: "udp",
  });
});

test.each([
  [
    "curl",
    ["CMD", "curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:80/health"],
  ],
  ["wget", ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:80/health"]],
  [
    "python",
    ["CMD", "python3", "-c", 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:80/health", timeout=10)'],
  ],
] as const)("an HTTP probe asks by %s", (via, test) => {
  expect(httpGet("/health", { port: 80, via, retries: 5 })).toEqual({ test, retries: 5 });
});

test("a handle says whether it can become healthy, and how to reach it", () => {
  const { database, web: page } = shop();
  expect([database.checked, page.checked]).toEqual([true, false]);
  expect(database.url("postgres", 5432)).toEqual({ kind: "reference", service: "db", port: 5432, scheme: "postgres" });
  expect([job("a", { image: "x" }).lifecycle, oneOff("b", { image: "x" }).lifecycle]).toEqual(["job", "one-off"]);
});

test("layers come before volumes, read-only where they are bound", () => {
  const layers = [layer({ source: "src", target: "/src", delivery: "bind" })];
  const volumes = { "/data": volume("data"), "/etc/x": readOnly(bind("x")) } as const;
  expect(web({ layers, volumes, tmpfs: ["/tmp"] })?.mounts).toEqual([
    { type: "bind", source: "src", target: "/src", readOnly: true },
    { type: "volume", source: "data", target: "/data", readOnly: false },
    { type: "bind", source: "x", target: "/etc/x", readOnly: true },
    { type: "tmpfs", target: "/tmp" },
  ]);
});

test("baked layers make an image of their own, which services of equal layers share", () => {
  const layers = ["src", "config"].map((source) => layer({ source, target: `/${source}`, delivery: "bake" }));
  const { database, migration, spec } = shop();
  const [one, two] = ["one", "two"].map((name) => service(name, { ...spec, ports: [], layers }));
  const model = modelOf({ database, migration, one, two });
  expect([model.services.one?.image, model.services.two?.image]).toEqual([
    "shop-with-src-config",
    "shop-with-src-config",
  ]);
  expect(model.images["shop-with-src-config"]).toEqual({
    kind: "layered",
    name: "shop-with-src-config",
    base: "shop",
    layers: [
      { source: "src", target: "/src" },
      { source: "config", target: "/config" },
    ],
  });
});

test("images of one last name do not take each other's layered image", () => {
  const layers = [layer({ source: "src", target: "/src", delivery: "bake" })];
  const { images, services } = modelOf({
    a: service("a", { image: "redis:7", layers }),
    b: service("b", { image: "acme/redis:8", layers }),
  });
  expect(services.a?.image).toBe("redis-with-src");
  expect(services.b?.image).toBe("redis-with-src-2");
  expect(images["redis-with-src-2"]).toMatchObject({ base: "acme/redis:8" });
});

test("a secret file is readable by all in the container unless a mode is given", () => {
  const secrets = { "/a": password, "/b": secretFile(password, { mode: "0400" }) } as const;
  expect(web({ secrets })?.secrets.map(({ target, mode }) => [target, mode])).toEqual([
    ["/a", "0444"],
    ["/b", "0400"],
  ]);
});

test("limits carry their units", () => {
  const resources = { limits: { cpus: 0.5, memory: "1.5gb" }, reservations: { memory: "6mb" } } as const;
  expect(JSON.stringify(web({ deploy: { resources } })?.resources)).toBe(
    '{"cpus":0.5,"memory":"1536mb","memoryReservation":"6mb"}',
  );
});

test("a model can't be changed, to its last leaf", () => {
  const model = modelOf(shopWith({ healthcheck: run(["true"]) }));
  const leaves = [model, model.services, model.services.web, model.services.web?.healthcheck?.interval, model.images];
  for (const leaf of leaves) expect(Object.isFrozen(leaf)).toBe(true);
});
