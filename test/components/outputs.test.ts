import * as pulumi from "@pulumi/pulumi";
import { deployShop } from "./support/deploy-shop";
import { pickedPort } from "./support/engine-answers";

/** Names of everything public on a component that others could connect to. */
function publicOutputs(component: object): readonly string[] {
  const names = new Set<string>();
  for (let owner = component; !isPulumis(owner); owner = Object.getPrototypeOf(owner) as object)
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
  return [...names]
    .filter((name) => name !== "urn" && pulumi.Output.isInstance((component as Record<string, unknown>)[name]))
    .sort();
}

function isPulumis(owner: object): boolean {
  return owner === pulumi.ComponentResource.prototype;
}

test("every component registers each of its public outputs, and nothing else", async () => {
  const { stack, recording } = await deployShop();
  const components = [
    stack,
    ...Object.values(stack.networks),
    ...Object.values(stack.volumes),
    ...Object.values(stack.services),
  ];
  const registered = recording.resources.filter(({ type }) => type.startsWith("pulumi-compose:"));
  const compared = components.map((component) => {
    const { __pulumiType: type, __name: name } = component as unknown as { __pulumiType: string; __name: string };
    const { outputs = {} } = recording.one(type, name);
    expect([type, name, Object.keys(outputs).sort()]).toEqual([type, name, publicOutputs(component)]);
    return `${type} ${name}`;
  });
  const images = recording.ofType("pulumi-compose:index:ImageBuild");
  for (const { outputs } of images) expect(Object.keys(outputs ?? {})).toEqual(["reference"]);
  expect(compared.length + images.length).toBe(registered.length);
});

test("Neo4j and Dagster say where the host reaches them, by the port that the engine picked", async () => {
  const { recording } = await deployShop();
  expect(recording.one("pulumi-compose:index:Neo4j", "graph").outputs).toEqual({
    containerName: "shop-dev-graph-1",
    boltUrl: `bolt://127.0.0.1:${pickedPort}`,
    httpUrl: "http://127.0.0.1:7474",
  });
  expect(recording.one("pulumi-compose:index:DagsterWebserver", "page").outputs).toEqual({
    containerName: "shop-dev-page-1",
    httpUrl: "http://127.0.0.1:3000",
  });
  expect(recording.one("pulumi-compose:index:DagsterDaemon", "daemon").outputs).toEqual({
    containerName: "shop-dev-daemon-1",
  });
});

test("the stack gathers the endpoints of its services, and how to run the one-off ones", async () => {
  const { recording } = await deployShop();
  const { endpoints, oneOffs } = recording.one("pulumi-compose:index:ComposeStack", "shop").outputs ?? {};
  expect(endpoints).toEqual({
    cache: {},
    daemon: {},
    graph: { boltUrl: `bolt://127.0.0.1:${pickedPort}`, httpUrl: "http://127.0.0.1:7474" },
    migrate: {},
    page: { httpUrl: "http://127.0.0.1:3000" },
    web: {},
  });
  expect(Object.keys(oneOffs as object)).toEqual(["admin"]);
});

test("a one-off service runs as the others do: same image, volumes, networks and labels", async () => {
  const { recording } = await deployShop();
  const { oneOffs } = recording.one("pulumi-compose:index:ComposeStack", "shop").outputs as {
    oneOffs: { admin: unknown };
  };
  expect(oneOffs.admin).toMatchObject({
    project: "shop-dev",
    service: "admin",
    image: recording.one("docker:index/container:Container", "migrate").inputs.image,
    command: ["admin"],
    binds: ["shop-dev_shop_data:/data"],
    networks: ["shop-dev_default"],
    labels: { "com.docker.compose.oneoff": "True", "com.docker.compose.service": "admin" },
  });
});
