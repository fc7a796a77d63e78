import * as pulumi from "@pulumi/pulumi";
import { deployShop } from "./support/deploy-shop";
import { layeredImageOf, shop } from "./support/shop";

const layered = layeredImageOf(shop());
const container = "docker:index/container:Container";

test("a stack registers everything that its model names, each below its component, and nothing for one-off services", async () => {
  const { recording } = await deployShop();
  expect(recording.resources.map(({ type, name, parent }) => `${type} ${name} < ${parent}`).sort()).toEqual([
    "docker-build:index:Image app < pulumi-compose:index:ImageBuild app",
    `docker-build:index:Image ${layered} < pulumi-compose:index:ImageBuild ${layered}`,
    "docker:index/container:Container cache < pulumi-compose:index:ComposeService cache",
    "docker:index/container:Container daemon < pulumi-compose:index:DagsterDaemon daemon",
    "docker:index/container:Container graph < pulumi-compose:index:Neo4j graph",
    "docker:index/container:Container migrate < pulumi-compose:index:ComposeService migrate",
    "docker:index/container:Container page < pulumi-compose:index:DagsterWebserver page",
    "docker:index/container:Container web < pulumi-compose:index:ComposeService web",
    "docker:index/network:Network default < pulumi-compose:index:ComposeNetwork default",
    "docker:index/remoteImage:RemoteImage neo4j:5 < pulumi-compose:index:ComposeStack shop",
    "docker:index/remoteImage:RemoteImage redis:7 < pulumi-compose:index:ComposeStack shop",
    "docker:index/tag:Tag app < pulumi-compose:index:ImageBuild app",
    `docker:index/tag:Tag ${layered} < pulumi-compose:index:ImageBuild ${layered}`,
    "docker:index/volume:Volume graph_data < pulumi-compose:index:NamedVolume graph_data",
    "docker:index/volume:Volume graph_import < pulumi-compose:index:NamedVolume graph_import",
    "docker:index/volume:Volume graph_logs < pulumi-compose:index:NamedVolume graph_logs",
    "docker:index/volume:Volume shop_data < pulumi-compose:index:NamedVolume shop_data",
    "pulumi-compose:index:ComposeNetwork default < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:ComposeService cache < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:ComposeService migrate < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:ComposeService web < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:ComposeStack shop < ",
    "pulumi-compose:index:DagsterDaemon daemon < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:DagsterWebserver page < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:ImageBuild app < pulumi-compose:index:ComposeStack shop",
    `pulumi-compose:index:ImageBuild ${layered} < pulumi-compose:index:ComposeStack shop`,
    "pulumi-compose:index:NamedVolume graph_data < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:NamedVolume graph_import < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:NamedVolume graph_logs < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:NamedVolume shop_data < pulumi-compose:index:ComposeStack shop",
    "pulumi-compose:index:Neo4j graph < pulumi-compose:index:ComposeStack shop",
  ]);
});

test("a transform changes one service's container as a last resort, no other's, and is named in the output", async () => {
  const info = jest.spyOn(pulumi.log, "info").mockResolvedValue();
  const { recording } = await deployShop({ transforms: { web: (args) => ({ ...args, hostname: "shop-front" }) } });
  const hostnames = recording.ofType(container).map(({ name, inputs }) => [name, inputs.hostname]);
  expect(Object.fromEntries(hostnames)).toEqual({
    cache: undefined,
    daemon: undefined,
    graph: undefined,
    migrate: undefined,
    page: undefined,
    web: "shop-front",
  });
  expect(info.mock.calls.map(([message]) => message)).toEqual([
    "web: the container's arguments pass through a transform",
  ]);
});

test("an image that the model lacks is refused by name", async () => {
  const model = { ...shop(), images: {} };
  await expect(deployShop({ model })).rejects.toThrow(/^image "[^"]+" is not part of the model$/);
});
