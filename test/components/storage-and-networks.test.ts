import { deployShop } from "./support/deploy-shop";
import { shop } from "./support/shop";

const volume = "docker:index/volume:Volume";
const network = "docker:index/network:Network";

test("a volume has the name that Compose would give it, and Compose's labels", async () => {
  const { recording } = await deployShop();
  expect(recording.one(volume, "shop_data").inputs).toEqual({
    name: "shop-dev_shop_data",
    labels: [
      { label: "com.docker.compose.project", value: "shop-dev" },
      { label: "com.docker.compose.volume", value: "shop_data" },
    ],
  });
});

test("nothing but another name replaces a volume, because a replacement removes its data", async () => {
  const { recording } = await deployShop();
  for (const { options } of recording.ofType(volume)) {
    expect(options.ignoreChanges).toEqual(["labels", "driver", "driverOpts"]);
    expect(options.replaceOnChanges).toEqual([]);
  }
});

test.each([
  ["dev", { retainOnDelete: true, protect: false }],
  ["test", { retainOnDelete: false, protect: false }],
  ["prod", { retainOnDelete: true, protect: true }],
])("in %s, volumes are kept and protected as its policy says", async (profile, expected) => {
  const { recording } = await deployShop({ model: shop({}, profile) });
  for (const { options } of recording.ofType(volume)) expect(options).toMatchObject(expected);
});

test("a network has the name that Compose would give it, and goes before its successor comes", async () => {
  const { recording } = await deployShop();
  const { inputs, options } = recording.one(network, "default");
  expect(inputs).toEqual({
    name: "shop-dev_default",
    driver: "bridge",
    internal: false,
    labels: [
      { label: "com.docker.compose.project", value: "shop-dev" },
      { label: "com.docker.compose.network", value: "default" },
    ],
  });
  expect(options.deleteBeforeReplace).toBe(true);
});
