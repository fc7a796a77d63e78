import { composePs, containerOf } from "./support/docker";
import { Sandbox, type UpdateResult } from "./support/sandbox";
import { succeeded } from "./support/succeeded";
import { stackTrace } from "./support/stack-trace";

let sandbox: Sandbox;
afterEach(() => sandbox.dispose());

function expectFailure({ status, output }: UpdateResult, ...reasons: readonly string[]): void {
  expect(output).toContain(reasons[0]);
  for (const reason of reasons) expect(output).toContain(reason);
  expect(output).not.toMatch(stackTrace);
  expect(status).not.toBe(0);
}

async function expectSuccess(result: UpdateResult): Promise<void> {
  expect(succeeded(result).status).toBe(0);
  const rows = await composePs(sandbox.project);
  expect(rows.every(({ State, Health }) => State === "running" && Health !== "unhealthy")).toBe(true);
}

async function servicesOf(project: string): Promise<readonly string[]> {
  return (await composePs(project)).map(({ Service }) => Service).sort();
}

it("a wrong health check fails the update with the probe's output, again and again until it is mended", async () => {
  sandbox = await Sandbox.create("probe", { fixture: "startup", config: { profile: "dev", fault: "probe" } });
  const reasons = [
    "services.page: its health check failed",
    "last probe: exit status 1",
    "the shelf is empty",
    "serving, so it believes",
  ];
  expectFailure(await sandbox.up(), ...reasons);
  expect(await servicesOf(sandbox.project)).toEqual(["page"]);
  expectFailure(await sandbox.up(), ...reasons);
  sandbox.configure({ fault: "none" });
  await expectSuccess(await sandbox.up());
  expect(await servicesOf(sandbox.project)).toEqual(["page", "reader"]);
});

it("a process that ends fails the update with its status and its log, again and again until it is mended", async () => {
  sandbox = await Sandbox.create("exit", { fixture: "startup", config: { profile: "dev", fault: "exit" } });
  const reasons = ["services.page: it ended with exit status 3", "settings.toml is not there"];
  expectFailure(await sandbox.up(), ...reasons);
  expectFailure(await sandbox.up(), ...reasons);
  sandbox.configure({ fault: "none" });
  await expectSuccess(await sandbox.up());
});

it("S1.7: the daemon gives up when Neo4j never comes, and the update says so until it does", async () => {
  sandbox = await Sandbox.create("daemon", { fixture: "lonely-daemon", config: { profile: "dev", company: "none" } });
  const reasons = [
    "services.dagster-daemon: it ended with exit status 1",
    "bolt://neo4j:7687 was not ready within 3 s",
  ];
  expectFailure(await sandbox.up(), ...reasons);
  expectFailure(await sandbox.up(), ...reasons);
  sandbox.configure({ company: "some" });
  await expectSuccess(await sandbox.up());
  expect((await containerOf(sandbox.project, "dagster-daemon")).State.Health?.Status).toBe("healthy");
});
