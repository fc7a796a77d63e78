import { parse } from "yaml";
import {
  image,
  interpolate,
  job,
  layer,
  network,
  oneOff,
  publish,
  readOnly,
  secretFile,
  service,
  toComposeYaml,
  toEnvExample,
  volume,
  bind,
  secret,
  type ServiceSpec,
} from "../../../../compose";
import { modelOf, password, shop, shopWith } from "../fixture";

interface ComposeFile {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [section: string]: unknown;
}

const read = (parts: Parameters<typeof modelOf>[0]) => parse(toComposeYaml(modelOf(parts))) as ComposeFile;
const web = (change: Partial<ServiceSpec>) => read(shopWith(change)).services.web;

test("a file says where it comes from and what it needs", () => {
  const [first, second, third] = toComposeYaml(modelOf(shopWith({}))).split("\n");
  expect(first).toBe(
    "# shop, profile dev: rendered from its description by pulumi-compose. Change that, not this file.",
  );
  expect(second).toContain("Needs Docker Compose 2.23.1 or newer");
  expect(third).toContain(".env.example");
});

test("a secret is a variable of the environment and a file in the container", () => {
  const file = read(shopWith({ environment: { PASSWORD: password } }));
  expect(file.secrets).toEqual({ db_password: { environment: "DB_PASSWORD" } });
  expect(file.services.db?.secrets).toEqual([{ source: "db_password", target: "/run/secrets/password", mode: 0o444 }]);
  expect(file.services.web?.environment).toEqual({ PASSWORD: "${DB_PASSWORD:?set it in .env}" });
});

test("text around a secret is a config whose content Compose expands", () => {
  const content = interpolate`app$:${password}`;
  const file = read(shopWith({ secrets: { "/run/secrets/auth": secretFile(content, { mode: "0400" }) } }));
  expect(file.configs).toEqual({ web_auth: { content: "app$$:${DB_PASSWORD:?set it in .env}" } });
  expect(file.services.web?.configs).toEqual([{ source: "web_auth", target: "/run/secrets/auth", mode: 0o400 }]);
});

test("a dollar sign of the author is doubled wherever Compose would expand it", () => {
  const part = web({
    command: ["sh", "-c", "echo $HOME"],
    labels: { price: "$5" },
    environment: { A: "$A", B: interpolate`$${password}` },
    healthcheck: { test: ["CMD-SHELL", "test $$ -gt 1"] },
  });
  expect(part).toMatchObject({
    command: ["sh", "-c", "echo $$HOME"],
    labels: { price: "$$5" },
    environment: { A: "$$A", B: "$$${DB_PASSWORD:?set it in .env}" },
    healthcheck: { test: ["CMD-SHELL", "test $$$$ -gt 1"] },
  });
});

test("references come out as addresses, and every variable as text", () => {
  const { database } = shop();
  const environment = {
    B: database.address(5432),
    A: 1,
    C: true,
    D: "no",
    E: interpolate`${database.url("pg", 5432)}/x`,
  };
  const part = web({ environment });
  expect(part?.environment).toEqual({ A: "1", B: "db:5432", C: "true", D: "no", E: "pg://db:5432/x" });
  expect(Object.keys(part?.environment as object)).toEqual(["A", "B", "C", "D", "E"]);
});

test("what old YAML would take for something else stands in quotes", () => {
  const yaml = toComposeYaml(modelOf(shopWith({ labels: { a: "yes", b: "0400", c: "1:30", d: "on" } })));
  for (const quoted of ['a: "yes"', 'b: "0400"', 'c: "1:30"', 'd: "on"']) expect(yaml).toContain(quoted);
});

test("an image is built by one section that all its services share", () => {
  const yaml = toComposeYaml(modelOf(shopWith({})));
  expect(yaml).toContain("x-images:\n  shop: &shop\n    context: ./shop\n");
  expect(yaml.match(/build: \*shop$/gm)).toHaveLength(2);
  expect(read(shopWith({})).services.db).not.toHaveProperty("build");
});

test("all that a build may say is said", () => {
  const built = image("app", {
    context: "/srv/app",
    dockerfile: "Dockerfile.prod",
    target: "runtime",
    args: { VERSION: 3, PRICE: "$5" },
    additionalContexts: { shared: "shared" },
  });
  expect(web({ image: built })?.build).toEqual({
    context: "/srv/app",
    dockerfile: "Dockerfile.prod",
    args: { VERSION: "3", PRICE: "$$5" },
    additional_contexts: { shared: "./shared" },
    target: "runtime",
  });
});

test("layers are laid on an image that a service stands for and none runs", () => {
  const layers = [layer({ source: "src", target: "/app/src", delivery: "bake" })];
  const { database, migration, spec } = shop();
  const model = modelOf({ database, migration, web: service("web", { ...spec, layers }) });
  const file = parse(toComposeYaml(model)) as ComposeFile;
  expect(file.services["shop-image"]).toEqual({
    build: { context: "./shop" },
    deploy: { replicas: 0 },
    image: "shop-dev-shop",
  });
  expect(file.services.web?.build).toEqual({
    context: "./src",
    dockerfile_inline: "FROM base\nCOPY --link --from=layer0 . /app/src\n",
    additional_contexts: { base: "service:shop-image", layer0: "./src" },
  });
  expect(file.services.web?.image).toBe("shop-dev-shop-with-src");
  expect(toComposeYaml(model)).toContain("Needs Docker Compose 2.33 or newer");
});

test("the service that stands for an image gets out of another service's way", () => {
  const layers = [layer({ source: "src", target: "/src", delivery: "bake" })];
  const app = image("app", { context: "." });
  const file = read({ a: service("app-image", { image: "redis:7" }), b: service("web", { image: app, layers }) });
  expect(file.services["app-image"]).toEqual({ image: "redis:7" });
  expect(file.services["app-image-image"]).toHaveProperty("deploy.replicas", 0);
});

test("layers are laid on an image of a registry directly", () => {
  const layers = [layer({ source: "conf", target: "/conf", delivery: "bake" })];
  const file = read({ web: service("web", { image: "nginx:1", layers }) });
  expect(file.services.web?.build).toHaveProperty(
    "dockerfile_inline",
    "FROM nginx:1\nCOPY --link --from=layer0 . /conf\n",
  );
  expect(Object.keys(file.services)).toEqual(["web"]);
});

test("a service says all that it has, in the specification's order", () => {
  const part = web({
    capAdd: ["NET_ADMIN"],
    capDrop: ["ALL"],
    entrypoint: ["/entry"],
    expose: [9000],
    extraHosts: { host: "host-gateway" },
    groupAdd: ["0"],
    init: true,
    networks: [network("default"), network("back", { internal: true })],
    ports: [publish(80, { published: "free" }), publish(53, { protocol: "udp", hostIp: "0.0.0.0" })],
    readOnly: true,
    restart: "on-failure:3",
    stopGracePeriod: "1m30s",
    tmpfs: ["/tmp"],
    user: "1000:1000",
    volumes: { "/a": volume("a"), "/b": readOnly(bind("b")) },
    workingDir: "/srv",
    deploy: { resources: { limits: { cpus: 0.5, memory: "1gb" }, reservations: { memory: "512mb" } } },
  });
  expect(Object.keys(part ?? {})).toEqual([...Object.keys(part ?? {})].sort());
  expect(part).toEqual({
    build: { context: "./shop" },
    cap_add: ["NET_ADMIN"],
    cap_drop: ["ALL"],
    depends_on: { db: { condition: "service_healthy" } },
    deploy: { resources: { limits: { cpus: "0.5", memory: "1gb" }, reservations: { memory: "512mb" } } },
    entrypoint: ["/entry"],
    environment: { DATABASE: "postgres://db:5432" },
    expose: ["9000"],
    extra_hosts: { host: "host-gateway" },
    group_add: ["0"],
    image: "shop-dev-shop",
    init: true,
    networks: ["default", "back"],
    ports: [
      { target: 80, host_ip: "127.0.0.1", protocol: "tcp" },
      { target: 53, published: "53", host_ip: "0.0.0.0", protocol: "udp" },
    ],
    read_only: true,
    restart: "on-failure:3",
    stop_grace_period: "1m30s",
    tmpfs: ["/tmp"],
    user: "1000:1000",
    volumes: [
      { type: "volume", source: "a", target: "/a" },
      { type: "bind", source: "./b", target: "/b", read_only: true },
    ],
    working_dir: "/srv",
  });
  expect(read(shopWith({ networks: [network("default"), network("back", { internal: true })] })).networks).toEqual({
    back: { internal: true },
  });
});

test("what equals Compose's default is left out", () => {
  expect(read({ web: service("web", { image: "redis:7" }) })).toEqual({
    name: "shop-dev",
    services: { web: { image: "redis:7" } },
  });
});

test("work on request waits behind a profile, and a job does not", () => {
  const file = read({ a: oneOff("a", { image: "x" }), b: job("b", { image: "x" }) });
  expect([file.services.a?.profiles, file.services.b?.profiles]).toEqual([["run"], undefined]);
});

test("the example of the variables lists each secret, what it is for and what it must be", () => {
  const key = secret("apiKey", { description: "Key of\nthe API", forbidden: "/$" });
  const example = toEnvExample(modelOf(shopWith({ environment: { KEY: key } })));
  expect(example.split("\n\n").slice(1)).toEqual([
    "# Key of the API (without any of /$)\nAPI_KEY=",
    "# Password of the database (at least 8 characters)\nDB_PASSWORD=\n",
  ]);
});
