import type { ContainerInspectInfo } from "dockerode";
import { nothing, type Changes } from "./support/changes";
import { containerIds, containerOf, docker, holdingsOf, recordEvents, type EngineEvent } from "./support/docker";
import { freePort, Sandbox, type UpdateResult } from "./support/sandbox";
import { succeeded } from "./support/succeeded";

const mebibyte = 1024 ** 2;
const services = ["base", "middle", "setup", "top"];

let sandbox: Sandbox;
let first: { readonly result: UpdateResult; readonly events: readonly EngineEvent[] };

beforeAll(async () => {
  sandbox = await Sandbox.create("lifecycle", {
    fixture: "lifecycle",
    config: { profile: "dev", port: await freePort(), greeting: "hello" },
  });
  first = await recordEvents(sandbox.project, () => sandbox.up());
});

afterAll(() => sandbox.dispose());

function timeOf(service: string, action: string): bigint {
  const event = first.events.find((candidate) => candidate.service === service && candidate.action === action);
  if (event === undefined) throw new Error(`${service}: "${action}" was not seen`);
  return event.time;
}

const top = (): Promise<ContainerInspectInfo> => containerOf(sandbox.project, "top");

async function expectSecondUpdateIsEmpty(): Promise<void> {
  expect(succeeded(await sandbox.up()).changes).toMatchObject(nothing);
}

describe("a chain of services", () => {
  it("comes up, and a second update is empty", async () => {
    expect(succeeded(first.result).changes.created).toBeGreaterThan(0);
    expect(Object.keys(await containerIds(sandbox.project)).sort()).toEqual(services);
    await expectSecondUpdateIsEmpty();
  });

  it("starts each service once its gates are open, and none before", () => {
    const healthy = "health_status: healthy";
    expect(timeOf("middle", "start")).toBeGreaterThan(timeOf("base", healthy));
    expect(timeOf("setup", "start")).toBeGreaterThan(timeOf("base", healthy));
    expect(timeOf("top", "start")).toBeGreaterThan(timeOf("middle", healthy));
    expect(timeOf("top", "start")).toBeGreaterThan(timeOf("setup", "die"));
  });

  it("gives each container what its service says", async () => {
    const { HostConfig, Config } = await top();
    expect(HostConfig).toMatchObject({ Memory: 64 * mebibyte, NanoCpus: 0.5e9, RestartPolicy: { Name: "no" } });
    expect(Config).toMatchObject({ Labels: { "e2e.label": "first" } });
    expect(Config.Env).toContain("GREETING=hello");
    const modeAndOwner = (service: string): Promise<string> =>
      docker("exec", `${sandbox.project}-${service}-1`, "stat", "-c", "%a %u %s", "/run/secrets/token");
    expect(await modeAndOwner("top")).toBe("400 0 24");
    expect(await modeAndOwner("middle")).toBe("444 0 24");
    expect(await docker("exec", `${sandbox.project}-middle-1`, "id", "-u")).toBe("1000");
  });

  it("does not start one-off services, runs them when asked, and passes on what they say and how they end", async () => {
    const shown = await sandbox.runOneOff("tool");
    expect(shown).toMatchObject({ status: 0, stdout: "set up\n" });
    const failed = await sandbox.runOneOff("tool", "sh", "-c", "echo no such luck >&2; exit 7");
    expect(failed).toMatchObject({ status: 7, stdout: "", stderr: "no such luck\n" });
    expect(Object.keys(await containerIds(sandbox.project)).sort()).toEqual(services);
  });
});

interface Change {
  readonly title: string;
  readonly config: Readonly<Record<string, string | number | undefined>>;
  readonly changes: Partial<Changes>;
  readonly sees: (info: ContainerInspectInfo) => unknown;
  readonly expected: unknown;
}

const replaced = { created: 0, updated: 0, replaced: 1, deleted: 0 };
const updated = { created: 0, updated: 1, replaced: 0, deleted: 0 };

const changes: readonly Change[] = [
  {
    title: "the last variable removed",
    config: { greeting: undefined },
    changes: replaced,
    sees: ({ Config }) => Config.Env.filter((line) => line.startsWith("GREETING")),
    expected: [],
  },
  {
    title: "another memory limit",
    config: { memory: "96mb" },
    changes: updated,
    sees: ({ HostConfig }) => HostConfig.Memory,
    expected: 96 * mebibyte,
  },
  {
    title: "another restart policy",
    config: { restart: "on-failure" },
    changes: updated,
    sees: ({ HostConfig }) => HostConfig.RestartPolicy?.Name,
    expected: "on-failure",
  },
  {
    title: "another health check",
    config: { probe: "still well" },
    changes: replaced,
    sees: ({ Config }) => Config.Healthcheck?.Test,
    expected: ["CMD", "echo", "still well"],
  },
  {
    title: "a capability",
    config: { capability: "NET_ADMIN" },
    changes: replaced,
    sees: ({ HostConfig }) => HostConfig.CapAdd as readonly string[],
    expected: ["CAP_NET_ADMIN"],
  },
  {
    title: "another label",
    config: { label: "second" },
    changes: replaced,
    sees: ({ Config }) => Config.Labels["e2e.label"],
    expected: "second",
  },
];

describe("a change", () => {
  it.each(changes)("of $title reaches that container alone, and then there is nothing left to do", async (change) => {
    const before = await containerIds(sandbox.project);
    sandbox.configure(change.config);
    const { result, events } = await recordEvents(sandbox.project, () => sandbox.up());
    expect(succeeded(result).changes).toMatchObject(change.changes);
    expect(change.sees(await top())).toEqual(change.expected);
    const after = await containerIds(sandbox.project);
    expect({ ...after, top: "" }).toEqual({ ...before, top: "" });
    expect(after.top === before.top).toBe(change.changes.replaced === 0);
    // SIGKILL has number 9; who is given time ends by himself.
    expect(events.filter(({ action, attributes }) => action === "kill" && attributes.signal === "9")).toEqual([]);
    expect(events.filter(({ action }) => action === "die").map(({ attributes }) => attributes.exitCode)).toEqual(
      change.changes.replaced === 0 ? [] : ["0"],
    );
    await expectSecondUpdateIsEmpty();
  });

  it("of a port moves it on the host", async () => {
    const port = await freePort();
    sandbox.configure({ port });
    expect(succeeded(await sandbox.up()).changes).toMatchObject(replaced);
    expect((await top()).NetworkSettings.Ports["8000/tcp"]).toEqual([{ HostIp: "127.0.0.1", HostPort: String(port) }]);
    await expectSecondUpdateIsEmpty();
  });
});

describe("a volume", () => {
  it("keeps its data when containers are replaced, and when the stack goes and comes again", async () => {
    const before = (await sandbox.runOneOff("tool")).stdout;
    expect(before.match(/stopped in peace/g)?.length).toBeGreaterThan(1);
    succeeded(await sandbox.destroy());
    expect(await holdingsOf(sandbox.project)).toMatchObject({ container: [], network: [] });
    succeeded(await sandbox.up());
    expect((await sandbox.runOneOff("tool")).stdout).toBe(`${before}stopped in peace\nset up\n`);
    await expectSecondUpdateIsEmpty();
  });
});
