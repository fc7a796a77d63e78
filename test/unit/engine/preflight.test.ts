import { chmodSync, mkdirSync } from "node:fs";
import * as files from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import {
  bind,
  compose,
  oneOff,
  publish,
  readOnly,
  service,
  type ServiceHandle,
  type StackModel,
} from "../../../compose";
import { checkDeployable, checkEngine, connect, type PreflightOptions } from "../../../engine";
import { FakeEngine, refuse } from "./support/fake-engine";

jest.mock("node:fs/promises", () => {
  const actual = jest.requireActual<typeof files>("node:fs/promises");
  return { ...actual, access: jest.fn(actual.access) };
});

let fake: FakeEngine;
const servers: Server[] = [];

beforeEach(async () => (fake = await FakeEngine.start()));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  await fake.stop();
});

/** Another process that listens; resolves to its port. */
async function listenSomewhere(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const port = await listenSomewhere();
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

function stack(handle: ServiceHandle): StackModel {
  return compose("shop", {}, () => ({ handle })).build({ profile: "dev", project: "shop-dev" });
}

function publishing(published: number, hostIp = "127.0.0.1"): StackModel {
  return stack(service("web", { image: "redis:7", ports: [publish(80, { published, hostIp })] }));
}

async function check(model: StackModel, changes: Partial<PreflightOptions> = {}): Promise<readonly string[]> {
  const options = { engine: fake.client(), address: fake.address, local: true, projectFolder: fake.folder, ...changes };
  return (await checkDeployable(model, options)).map(({ path, fact }) => `${path}: ${fact}`);
}

/** Permissions do not hold root back; tests that may run as root ask what they would mean for anybody else. */
async function asOrdinaryUser<T>(look: () => Promise<T>): Promise<T> {
  const spy = jest.mocked(files.access).mockImplementation(async (path, wanted = 0) => {
    const { mode } = await files.stat(path);
    if ((wanted & ~(mode & 0o7)) !== 0) throw new Error("EACCES");
  });
  try {
    return await look();
  } finally {
    spy.mockImplementation(jest.requireActual<typeof files>("node:fs/promises").access);
  }
}

describe("the engine", () => {
  test("that answers and is new enough is no finding", async () => {
    expect(await checkEngine({ engine: fake.client(), address: fake.address })).toEqual([]);
  });

  test("that is away is a finding with its address and the remedy", async () => {
    const address = `unix://${fake.folder}/nobody.sock`;
    expect(await checkEngine({ engine: connect(address), address })).toEqual([
      {
        path: "engine",
        fact: `no Docker engine answers at ${address} (ENOENT)`,
        fix: 'start Docker, run "make engine-start", or point DOCKER_HOST at an engine',
      },
    ]);
  });

  test.each([
    ["1.43", 1],
    ["1.44", 0],
    ["1.100", 0],
  ])("that speaks API %s gives %s findings", async (ApiVersion, count) => {
    fake.answers.set("GET /version", (response) => response.end(JSON.stringify({ ApiVersion })));
    const findings = await checkEngine({ engine: fake.client(), address: fake.address });
    expect(findings.map(({ fix }) => fix)).toEqual(Array(count).fill("update it to Docker 25 or newer"));
  });

  test("that answers with an error is a finding with that error", async () => {
    fake.answers.set("GET /version", refuse(500, "out of order"));
    const [finding] = await checkEngine({ engine: fake.client(), address: fake.address });
    expect(finding?.fact).toContain("out of order");
  });
});

describe("a published port", () => {
  test("that is free is no finding", async () => {
    expect(await check(publishing(await freePort()))).toEqual([]);
  });

  test("that another process listens on is a finding", async () => {
    const port = await listenSomewhere();
    expect(await check(publishing(port))).toEqual([
      `services.web.ports[0]: port ${port} of the host is taken by another process`,
    ]);
  });

  test("that this project's own container holds is no finding", async () => {
    const port = await listenSomewhere();
    fake.listed = [{ Ports: [{ PublicPort: port }] }];
    expect(await check(publishing(port))).toEqual([]);
    const { query } = fake.asked.find(({ route }) => route === "GET /containers/json") ?? {};
    expect(JSON.parse(query?.get("filters") ?? "")).toEqual({ label: ["com.docker.compose.project=shop-dev"] });
  });

  test("on an address that is none of this host is a finding", async () => {
    expect(await check(publishing(await freePort(), "192.0.2.1"))).toEqual([
      "services.web.ports[0]: 192.0.2.1 is no address of this host",
    ]);
  });

  test("that the engine picks can't be taken", async () => {
    const model = stack(service("web", { image: "redis:7", ports: [publish(80, { published: "free" })] }));
    expect(await check(model)).toEqual([]);
  });

  test("of an engine on another host is that host's affair", async () => {
    expect(await check(publishing(await listenSomewhere()), { local: false })).toEqual([]);
  });
});

describe("a folder that is mounted", () => {
  const mounting = (source: string): StackModel =>
    stack(service("web", { image: "redis:7", volumes: { "/data": bind(source) } }));

  test("and can be written is no finding, relative to the project or absolute", async () => {
    mkdirSync(join(fake.folder, "data"));
    expect(await check(mounting("data"))).toEqual([]);
    expect(await check(mounting(join(fake.folder, "data")))).toEqual([]);
  });

  test("and does not exist is a finding, of one-off services too", async () => {
    const finding = 'services.web.volumes["/data"]: data does not exist';
    expect(await check(mounting("data"))).toEqual([finding]);
    const later = oneOff("web", { image: "redis:7", volumes: { "/data": bind("data") } });
    expect(await check(stack(later))).toEqual([finding]);
  });

  test("of an engine on another host is that host's affair", async () => {
    expect(await check(mounting("data"), { local: false })).toEqual([]);
  });

  test("and can't be written is a finding, unless it is only read", async () => {
    mkdirSync(join(fake.folder, "data"));
    chmodSync(join(fake.folder, "data"), 0o555);
    const readOnlyModel = stack(service("web", { image: "redis:7", volumes: { "/data": readOnly(bind("data")) } }));
    const [writable, readable] = await asOrdinaryUser(async () => [
      await check(mounting("data")),
      await check(readOnlyModel),
    ]);
    expect(writable).toEqual(['services.web.volumes["/data"]: data can\'t be written']);
    expect(readable).toEqual([]);
  });

  test("and can't even be read is a finding", async () => {
    mkdirSync(join(fake.folder, "data"));
    chmodSync(join(fake.folder, "data"), 0o000);
    const model = stack(service("web", { image: "redis:7", volumes: { "/data": readOnly(bind("data")) } }));
    const findings = await asOrdinaryUser(() => check(model));
    expect(findings).toEqual(['services.web.volumes["/data"]: data can\'t be read']);
  });
});

describe("a base image that only the toolchain can bring", () => {
  const model = stack(service("web", { image: "pulumi-compose/neo4j:5.26" }));

  test("is a finding where the engine lacks it", async () => {
    expect(await check(model)).toEqual([
      'images["pulumi-compose/neo4j:5.26"]: the engine does not hold this base image',
    ]);
  });

  test("is none where the engine holds it", async () => {
    fake.images = [{ RepoTags: null }, { RepoTags: ["pulumi-compose/neo4j:5.26"] }];
    expect(await check(model)).toEqual([]);
  });
});
