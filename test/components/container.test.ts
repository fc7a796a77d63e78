import { toGoDuration } from "../../components/container-args";
import { Duration } from "../../compose";
import { containerInputs, deployShop } from "./support/deploy-shop";
import { contentOf } from "./support/engine-answers";
import { layeredImageOf, shop } from "./support/shop";

const layered = layeredImageOf(shop());

const container = "docker:index/container:Container";

test("a container is made with what the service says, in the provider's words", async () => {
  const { labels, image, uploads, envs, ...inputs } = await containerInputs("web");
  expect(inputs).toEqual({
    name: "shop-dev-web-1",
    command: ["serve"],
    user: "1000:1000",
    groupAdds: ["0"],
    workingDir: "/app",
    capabilities: { adds: ["CAP_NET_ADMIN"], drops: ["ALL"] },
    init: true,
    readOnly: false,
    volumes: [
      { containerPath: "/data", readOnly: false, volumeName: "shop-dev_shop_data" },
      { containerPath: "/import", readOnly: false, hostPath: "/home/me/shop/import" },
    ],
    tmpfs: { "/tmp": "" },
    healthcheck: {
      tests: ["CMD", "true"],
      interval: "1m30s",
      timeout: "10s",
      retries: 3,
      startPeriod: "2m0s",
      startInterval: "500ms",
    },
    restart: "on-failure",
    maxRetryCount: 3,
    cpus: "1.5",
    memory: 512,
    memorySwap: 1024,
    memoryReservation: 256,
    ports: [
      { internal: 8080, external: 8080, ip: "127.0.0.1", protocol: "tcp" },
      { internal: 9090, ip: "0.0.0.0", protocol: "tcp" },
    ],
    networksAdvanced: [{ name: "default-id", aliases: ["web"] }],
    hosts: [{ host: "registry", ip: "10.0.0.7" }],
    mustRun: true,
    destroyGraceSeconds: 90,
    stopTimeout: 90,
  });
  expect(image).toBe(`shop-dev-${layered}:${contentOf(layered).slice(0, 12)}`);
  expect(envs).toEqual(["API_URL=http://api/?token=token-secret-value", "MODE=fast", "WORKERS=2"]);
  expect(uploads).toEqual([{ file: "/run/secrets/token", content: "token-secret-value", permissions: "0444" }]);
  expect(labels).toContainEqual({ label: "team", value: "shop" });
});

test("docker compose finds the container by Compose's own labels", async () => {
  const labels = (await containerInputs("web")).labels as readonly { label: string; value: string }[];
  expect(labels.filter(({ label }) => label.startsWith("com.docker.compose."))).toEqual([
    { label: "com.docker.compose.config-hash", value: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    { label: "com.docker.compose.container-number", value: "1" },
    { label: "com.docker.compose.oneoff", value: "False" },
    { label: "com.docker.compose.project", value: "shop-dev" },
    { label: "com.docker.compose.project.working_dir", value: "/home/me/shop" },
    { label: "com.docker.compose.service", value: "web" },
  ]);
});

test("a policy pack, which sees containers alone, is told profile, image and variables that hold a secret", async () => {
  const labelsOf = async (name: string): Promise<unknown> => {
    const { labels } = await containerInputs(name);
    return (labels as readonly { label: string }[]).filter(({ label }) => label.startsWith("pulumi-compose."));
  };
  expect(await labelsOf("web")).toEqual([
    { label: "pulumi-compose.image", value: "built" },
    { label: "pulumi-compose.profile", value: "dev" },
    { label: "pulumi-compose.secret-variables", value: "API_URL" },
  ]);
  expect(await labelsOf("cache")).toEqual([
    { label: "pulumi-compose.image", value: "redis:7" },
    { label: "pulumi-compose.profile", value: "dev" },
  ]);
});

test("an old container goes before the new one comes, because its name is fixed", async () => {
  const { recording } = await deployShop();
  for (const { options } of recording.ofType(container)) expect(options.deleteBeforeReplace).toBe(true);
});

test("health check, tmpfs and init replace the container, because the provider would not apply them", async () => {
  const { recording } = await deployShop();
  expect(recording.one(container, "web").options.replaceOnChanges).toEqual(["healthcheck", "tmpfs", "init"]);
});

test("networks are joined by id and never by network mode, which would lose the alias", async () => {
  const { recording } = await deployShop();
  for (const { name, inputs } of recording.ofType(container)) {
    expect(inputs).not.toHaveProperty("networkMode");
    expect(inputs.networksAdvanced).toEqual([{ name: "default-id", aliases: [name] }]);
  }
});

test("a memory limit says the swap limit too, or a larger one would be refused", async () => {
  const deploy = { resources: { limits: { memory: "1gb" } } } as const;
  expect(await containerInputs("web", { model: shop({ deploy }) })).toMatchObject({ memory: 1024, memorySwap: 2048 });
  expect(await containerInputs("web", { model: shop({ deploy: {} }) })).not.toHaveProperty("memorySwap");
});

test.each(["NET_ADMIN", "net_admin", "CAP_NET_ADMIN"])(
  "capability %s is sent as the engine reports it",
  async (name) => {
    const inputs = await containerInputs("web", { model: shop({ capAdd: [name] }) });
    expect(inputs.capabilities).toEqual({ adds: ["CAP_NET_ADMIN"], drops: ["ALL"] });
  },
);

test.each([
  ["0s", "0s"],
  ["500ms", "500ms"],
  ["1s", "1s"],
  ["1500ms", "1.5s"],
  ["90s", "1m30s"],
  ["2m", "2m0s"],
  ["1h", "1h0m0s"],
  ["25h", "25h0m0s"],
  ["90m30s", "1h30m30s"],
] as const)("a duration of %s is sent as %s, the form in which the engine reads it back", (text, sent) => {
  expect(toGoDuration(Duration.parse(text))).toBe(sent);
});

test("removal waits for the stop grace period, or data would be killed at once", async () => {
  expect(await containerInputs("graph")).toMatchObject({ destroyGraceSeconds: 120, stopTimeout: 120 });
  const rounded = await containerInputs("web", { model: shop({ stopGracePeriod: "1500ms" }) });
  expect(rounded).toMatchObject({ destroyGraceSeconds: 2 });
});

test("a job need not keep running", async () => {
  expect(await containerInputs("migrate")).toMatchObject({ mustRun: false, restart: "no" });
});

test("what a service does not say is not sent", async () => {
  const inputs = await containerInputs("cache");
  expect(Object.keys(inputs).sort()).toEqual([
    "destroyGraceSeconds",
    "image",
    "init",
    "labels",
    "mustRun",
    "name",
    "networksAdvanced",
    "ports",
    "readOnly",
    "restart",
    "stopTimeout",
    "uploads",
  ]);
});
