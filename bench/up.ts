/** How long an update takes: beside Compose on equal services, and after small changes of the SBIR ETL stack. */
import { readFileSync, writeFileSync } from "node:fs";
import { toComposeYaml } from "../compose/yaml";
import { connect, lookUpHost } from "../engine";
import { removeProject } from "../test/e2e/support/cleanup";
import { docker, recordEvents, type EngineEvent } from "../test/e2e/support/docker";
import { Sandbox, type UpdateResult } from "../test/e2e/support/sandbox";
import { succeeded } from "../test/e2e/support/succeeded";
import { chain } from "../test/e2e/fixtures/chain/description";

const rounds = 5;

interface Timing {
  /** Seconds of the whole command. */
  readonly whole: number;
  /** Seconds from the first container's start until the last is healthy. */
  readonly chain: number;
}

function chainSeconds(events: readonly EngineEvent[]): number {
  const timesOf = (action: string): readonly number[] =>
    events.filter((event) => event.action === action).map(({ time }) => Number(time / 1_000n) / 1e6);
  return Math.max(...timesOf("health_status: healthy")) - Math.min(...timesOf("start"));
}

async function time(project: string, action: () => Promise<unknown>): Promise<Timing> {
  const begun = performance.now();
  const { result, events } = await recordEvents(project, async () => {
    await action();
    return (performance.now() - begun) / 1_000;
  });
  return { whole: result, chain: chainSeconds(events) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function report(what: string, ours: readonly number[], theirs: readonly number[]): void {
  const [a, b] = [median(ours), median(theirs)];
  console.log(
    `${what}: ${a.toFixed(2)} s, Compose ${b.toFixed(2)} s, ratio ${(a / b).toFixed(2)} (median of ${rounds})`,
  );
}

/** Three services in a chain, from nothing to all healthy, in turns with Compose. */
async function besideCompose(): Promise<void> {
  const sandbox = await Sandbox.create("bench", { fixture: "chain", config: { profile: "dev" } });
  const project = `${sandbox.project}-compose`;
  const file = sandbox.path("compose.yaml");
  const host = await lookUpHost(connect(), sandbox.folder);
  writeFileSync(file, toComposeYaml(chain.build({ profile: "dev", project, host })));
  const compose = ["compose", "--file", file];
  const ours: Timing[] = [];
  const theirs: Timing[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      ours.push(await time(sandbox.project, async () => succeeded(await sandbox.up())));
      succeeded(await sandbox.destroy());
      theirs.push(await time(project, () => docker(...compose, "up", "--wait")));
      await docker(...compose, "down", "--timeout", "1");
    }
  } finally {
    await removeProject(project);
    await sandbox.dispose();
  }
  const pick = (name: keyof Timing, timings: readonly Timing[]): readonly number[] =>
    timings.map((timing) => timing[name]);
  report("three services, first start to all healthy", pick("chain", ours), pick("chain", theirs));
  report("three services, whole command", pick("whole", ours), pick("whole", theirs));
}

/** Seconds that an update spent on building images: `docker-build:index:Image sbir-etl updated (0.33s)`. */
function buildSeconds({ output }: UpdateResult): number {
  const built = output.matchAll(/docker-build:index:Image \S+ (?:created|updated) \(([\d.]+)s\)/g);
  return [...built].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

/** The SBIR ETL stack with baked layers: all of it, nothing, one line, one dependency. */
async function afterSmallChanges(): Promise<void> {
  const sandbox = await Sandbox.create("bench", { config: { profile: "test", sampleRows: 100 } });
  const measure = async (what: string): Promise<void> => {
    const begun = performance.now();
    const result = succeeded(await sandbox.up());
    const whole = ((performance.now() - begun) / 1_000).toFixed(1);
    console.log(`${what}: ${whole} s, of which images ${buildSeconds(result).toFixed(1)} s`);
  };
  const append = (file: string): void => {
    const path = sandbox.path("apps/sbir-etl", file);
    writeFileSync(path, `${readFileSync(path, "utf8")}# One more line.\n`);
  };
  try {
    await measure("SBIR ETL, from nothing, with warm caches");
    await measure("SBIR ETL, nothing to do");
    append("src/sbir_etl/__init__.py");
    await measure("SBIR ETL, one line of src changed");
    // Any change of the lock file installs everything again, as another version of one dependency would.
    append("poetry.lock");
    await measure("SBIR ETL, one dependency changed");
  } finally {
    await sandbox.dispose();
  }
}

async function main(): Promise<void> {
  await besideCompose();
  await afterSmallChanges();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
