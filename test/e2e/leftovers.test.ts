import { makeSandboxFolder, reapLeftovers, removeProject, removeSandbox } from "./support/cleanup";
import { docker, holdingsOf } from "./support/docker";
import { run } from "./support/run";

const abandoned = "fixture-e2e-abandoned-0a1b2c";
const busy = "fixture-e2e-busy-0a1b2c";

/** As a run leaves it: a folder that says whose it is, and things on the engine. */
async function leave(project: string, owner: number): Promise<void> {
  makeSandboxFolder(project, owner);
  const label = `com.docker.compose.project=${project}`;
  await docker("volume", "create", "--label", label, `${project}_data`);
  await docker("network", "create", "--label", label, `${project}_default`);
}

afterEach(async () => {
  await removeSandbox(abandoned);
  await removeSandbox(busy);
});

it("a run removes what one that was killed has left, and nothing of one that still runs", async () => {
  let ended = 0;
  await run("true", [], { onStart: ({ pid }) => (ended = pid ?? 0) });
  await leave(abandoned, ended);
  await leave(busy, process.pid);
  await reapLeftovers();
  expect(await holdingsOf(abandoned)).toEqual({ container: [], volume: [], network: [] });
  expect(await holdingsOf(busy)).toEqual({ container: [], volume: [`${busy}_data`], network: [`${busy}_default`] });
});

it("a project that is not of these tests is never removed", async () => {
  await expect(removeProject("sbir-etl-dev")).rejects.toThrow("is no project of these tests");
});
