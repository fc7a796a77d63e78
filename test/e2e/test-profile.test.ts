import { readFileSync, writeFileSync } from "node:fs";
import { composePs, containerIds, docker, holdingsOf, inspect } from "./support/docker";
import { Sandbox, type UpdateResult } from "./support/sandbox";
import { addressesOf } from "./support/sbir-etl";
import { succeeded } from "./support/succeeded";

let sandbox: Sandbox;
let first: UpdateResult;

beforeAll(async () => {
  sandbox = await Sandbox.create("test", { config: { profile: "test", sampleRows: 100 } });
  first = await sandbox.up();
});

afterAll(() => sandbox.dispose());

const baseImageId = (): Promise<string> =>
  docker("image", "inspect", "--format", "{{.Id}}", `${sandbox.project}-sbir-etl:latest`);

describe("the test stack", () => {
  it("comes up on free ports", async () => {
    expect(succeeded(first).changes.created).toBeGreaterThan(0);
    const rows = await composePs(sandbox.project);
    expect(rows.map(({ Service, Health }) => `${Service} ${Health}`).sort()).toEqual([
      "dagster-daemon healthy",
      "dagster-webserver healthy",
      "neo4j healthy",
    ]);
    const answer = await fetch(`${(await addressesOf(sandbox)).dagsterUrl}/server_info`);
    expect(answer.status).toBe(200);
  });

  it("mounts nothing of the host", async () => {
    const infos = await inspect(...(await holdingsOf(sandbox.project)).container);
    expect(infos.flatMap(({ Mounts }) => Mounts.filter(({ Type }) => Type !== "volume"))).toEqual([]);
  });

  it("S1.11: runs the application's unit tests in its image", async () => {
    const result = await sandbox.runOneOff("etl-runner", "python", "-m", "pytest", "-p", "no:cacheprovider", "-q");
    expect(succeeded(result).stdout).toMatch(/\d+ passed/);
    expect(result.stdout).not.toMatch(/\d+ failed/);
  });

  it("S1.3: replaces what runs a source line that has changed, and nothing below or beside it", async () => {
    const before = await containerIds(sandbox.project);
    const base = await baseImageId();
    const file = sandbox.path("apps/sbir-etl/src/sbir_etl/__init__.py");
    writeFileSync(file, `${readFileSync(file, "utf8")}# One more line.\n`);
    succeeded(await sandbox.up());
    const after = await containerIds(sandbox.project);
    expect(after.neo4j).toBe(before.neo4j);
    expect(after["dagster-webserver"]).not.toBe(before["dagster-webserver"]);
    expect(after["dagster-daemon"]).not.toBe(before["dagster-daemon"]);
    // Dependencies are installed in the image below: it is the same, so nothing of it was built.
    expect(await baseImageId()).toBe(base);
    const inside = ["exec", `${sandbox.project}-dagster-webserver-1`, "cat", "/app/src/sbir_etl/__init__.py"];
    expect(await docker(...inside)).toContain("# One more line.");
  });

  it("S1.11: leaves nothing behind", async () => {
    succeeded(await sandbox.destroy());
    expect(await holdingsOf(sandbox.project)).toEqual({ container: [], volume: [], network: [] });
  });
});
