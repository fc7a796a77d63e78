import { containerInputs, deployShop } from "./support/deploy-shop";
import { contentOf } from "./support/engine-answers";
import { layeredImageOf, shop } from "./support/shop";

const layered = layeredImageOf(shop());

const image = "docker-build:index:Image";
const tag = "docker:index/tag:Tag";
const remote = "docker:index/remoteImage:RemoteImage";

test("an image is built by the engine's own builder, only when deployed, and stays in the engine", async () => {
  const { recording } = await deployShop();
  expect(recording.one(image, "app").inputs).toEqual({
    context: { location: "/home/me/shop/app", named: {} },
    dockerfile: { location: "/home/me/shop/app/Dockerfile" },
    target: "runtime",
    buildArgs: { PYTHON: "3.11" },
    tags: ["shop-dev-app:latest"],
    exec: true,
    builder: { name: "default" },
    load: true,
    push: false,
    buildOnPreview: false,
    // The SDK's own default.
    network: "default",
  });
});

test("a layered image copies each folder on top of the image below, named by its content", async () => {
  const { recording } = await deployShop();
  const { context, dockerfile } = recording.one(image, layered).inputs as {
    context: unknown;
    dockerfile: { inline: string };
  };
  expect(context).toEqual({ location: "/home/me/shop/src", named: { layer0: { location: "/home/me/shop/src" } } });
  expect(dockerfile.inline).toBe("ARG BASE\nFROM ${BASE}\nCOPY --link --from=layer0 . /app/src\n");
});

test("what runs a built image depends on its content, so that a rebuild replaces it", async () => {
  const { recording } = await deployShop();
  const content = contentOf("app");
  expect(recording.one(tag, "app").inputs).toEqual({
    sourceImage: `sha256:${content}`,
    targetImage: `shop-dev-app:${content.slice(0, 12)}`,
  });
  expect(await containerInputs("migrate")).toMatchObject({ image: `shop-dev-app:${content.slice(0, 12)}` });
});

test("an image pinned by digest is run by it; a tag, which can move, by the id of what was pulled", async () => {
  expect((await containerInputs("graph")).image).toMatch(/^neo4j:5@sha256:[0-9a-f]{64}$/);
  expect((await containerInputs("cache")).image).toBe(`sha256:${contentOf("redis:7")}`);
});

test("no image is removed with the stack, because another may run the same content", async () => {
  const { recording } = await deployShop();
  const built = [...recording.ofType(image), ...recording.ofType(tag)];
  expect(built).toHaveLength(4);
  for (const { options } of built) expect(options.retainOnDelete).toBe(true);
  const pulled = recording.ofType(remote);
  expect(pulled).toHaveLength(2);
  for (const { inputs } of pulled) expect(inputs.keepLocally).toBe(true);
});

test("an image is built once, whoever runs it", async () => {
  const { recording } = await deployShop();
  expect(
    recording
      .ofType(image)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["app", layered]);
});
