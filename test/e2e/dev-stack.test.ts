import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { countAwards, parseCsv } from "./support/awards";
import { finishedRun, launchRun } from "./support/dagster";
import { nothing } from "./support/changes";
import {
  composePs,
  containerIds,
  containerOf,
  docker,
  holdingsOf,
  inspect,
  logsOf,
  recordEvents,
  type EngineEvent,
} from "./support/docker";
import { run, type RunResult } from "./support/run";
import { freePort, Sandbox, type UpdateResult } from "./support/sandbox";
import { addressesOf, countGraph, cypher, type SbirEtl } from "./support/sbir-etl";
import { succeeded } from "./support/succeeded";

const sampleRows = 500;
let sandbox: Sandbox;
let first: { readonly result: UpdateResult; readonly events: readonly EngineEvent[] };
let stack: SbirEtl;

beforeAll(async () => {
  sandbox = await Sandbox.create("dev", {
    config: {
      profile: "dev",
      sampleRows,
      webserverPort: await freePort(),
      neo4jHttpPort: await freePort(),
      neo4jBoltPort: await freePort(),
    },
  });
  first = await recordEvents(sandbox.project, () => sandbox.up());
  if (first.result.status === 0) stack = await addressesOf(sandbox);
});

afterAll(() => sandbox.dispose());

function timeOf(service: string, action: string): bigint {
  const event = first.events.find((candidate) => candidate.service === service && candidate.action === action);
  if (event === undefined) throw new Error(`${service}: "${action}" was not seen`);
  return event.time;
}

function awardsFile(): string {
  return sandbox.path("apps/sbir-etl/data/raw/award_data.csv");
}

function materialize(...names: readonly string[]): Promise<RunResult> {
  return sandbox.runOneOff("etl-runner", "scripts/docker/etl-runner.sh", "materialize", ...names);
}

/** The lines of a log that are JSON. Dagster's code servers write some that are not. */
function jsonLines(log: string): readonly { readonly event: string }[] {
  const lines = log.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as { readonly event: string });
}

describe("the dev stack from nothing", () => {
  it("comes up", () => {
    expect(succeeded(first.result).changes.created).toBeGreaterThan(0);
  });

  it("S1.18: starts Dagster only after Neo4j is healthy, and the daemon only after the webserver is", () => {
    const healthy = "health_status: healthy";
    expect(timeOf("dagster-webserver", "start")).toBeGreaterThan(timeOf("neo4j", healthy));
    expect(timeOf("dagster-daemon", "start")).toBeGreaterThan(timeOf("dagster-webserver", healthy));
  });

  it("shows in `docker compose ps`, with every service healthy", async () => {
    const rows = await composePs(sandbox.project);
    const shown = Object.fromEntries(rows.map((row) => [row.Service, row.Health || `${row.State} ${row.ExitCode}`]));
    expect(shown).toEqual({
      neo4j: "healthy",
      "dagster-webserver": "healthy",
      "dagster-daemon": "healthy",
      "etl-first-load": "exited 0",
    });
  });

  it("S1.20: shows on the host at once what a container has written", () => {
    expect(existsSync(awardsFile())).toBe(true);
  });

  it("fills the graph with exactly the companies and awards of the file", async () => {
    const { companies, awards } = countAwards(awardsFile());
    expect(awards).toBeGreaterThan(0);
    expect(await countGraph(stack)).toEqual({ companies, awards });
  });
});

describe("its services", () => {
  it("S1.6: the webserver runs its script and listens on every address, port 3000", async () => {
    const { Config } = await containerOf(sandbox.project, "dagster-webserver");
    expect(Config.Cmd).toEqual(["scripts/docker/dagster-webserver.sh"]);
    // In hexadecimal, as the kernel lists sockets: 0.0.0.0:3000.
    const sockets = await docker("exec", `${sandbox.project}-dagster-webserver-1`, "cat", "/proc/net/tcp");
    expect(sockets).toContain(" 00000000:0BB8 ");
  });

  it("S1.9: entrypoints wait for Neo4j and log JSON lines", async () => {
    for (const service of ["dagster-webserver", "dagster-daemon", "etl-first-load"]) {
      const entries = jsonLines(await logsOf(sandbox.project, service));
      expect(entries.map(({ event }) => event)).toEqual(
        expect.arrayContaining(["waiting for neo4j", "neo4j is ready"]),
      );
    }
  });

  it("S1.14: docker.yaml is laid over base.yaml, and variables over both", async () => {
    const code =
      "from sbir_etl.config import load_settings as s; d = s().data; print(d.raw_csv, d.sample_rows, d.batch_rows)";
    const { status, stdout } = await sandbox.runOneOff("etl-runner", "python", "-c", code);
    expect(status).toBe(0);
    expect(stdout.trim()).toBe(`/app/data/raw/award_data.csv ${sampleRows} 5000`);
  });

  it("S1.16: Neo4j answers on both of its ports, and its probe is a query", async () => {
    const info = await containerOf(sandbox.project, "neo4j");
    expect(Object.keys(info.NetworkSettings.Ports).filter((port) => info.NetworkSettings.Ports[port])).toEqual([
      "7474/tcp",
      "7687/tcp",
    ]);
    expect(info.Config.Healthcheck?.Test?.at(-1)).toMatch(/cypher-shell .*'RETURN 1'/);
    expect(await cypher(stack, "RETURN 1")).toEqual([1]);
  });

  it("S1.17: the webserver's probe asks /server_info every 10 s, three times", async () => {
    const { Config } = await containerOf(sandbox.project, "dagster-webserver");
    expect(Config.Healthcheck).toMatchObject({ Interval: 10e9, Retries: 3 });
    const answer = await fetch(`${stack.dagsterUrl}/server_info`);
    expect(await answer.json()).toHaveProperty("dagster_webserver_version");
    const probe = Config.Healthcheck?.Test?.slice(1) ?? [];
    const nowhere = await run("docker", [
      ...["exec", "--env", "DAGSTER_WEBSERVER_PORT=1", `${sandbox.project}-dagster-webserver-1`],
      ...probe,
    ]);
    expect(nowhere.status).toBe(1);
    expect(nowhere.output).toContain("port 1 does not answer");
  });

  it("S1.20: the host's folders are the containers', both ways at once", async () => {
    for (const folder of ["data", "logs", "metrics"]) {
      const name = `e2e-${folder}`;
      writeFileSync(sandbox.path("apps/sbir-etl", folder, name), "from the host");
      const inside = ["exec", `${sandbox.project}-dagster-webserver-1`, "sh", "-c"];
      const said = await docker(...inside, `cat /app/${folder}/${name} && echo back > /app/${folder}/${name}`);
      expect(said).toBe("from the host");
      expect(readFileSync(sandbox.path("apps/sbir-etl", folder, name), "utf8")).toBe("back\n");
    }
  });

  it("S1.20: containers see at once what changes in the host's configuration and sources, which they can't write", async () => {
    const container = `${sandbox.project}-dagster-webserver-1`;
    for (const folder of ["config", "src"]) {
      writeFileSync(sandbox.path("apps/sbir-etl", folder, "e2e"), "from the host");
      expect(await docker("exec", container, "cat", `/app/${folder}/e2e`)).toBe("from the host");
      const { output } = await run("docker", ["exec", container, "touch", `/app/${folder}/e2e`]);
      expect(output).toContain("Read-only file system");
    }
  });

  it("S1.15: no password stands in a variable, an argument, an image's history or Pulumi's state", async () => {
    const { container } = await holdingsOf(sandbox.project);
    const infos = await inspect(...container);
    expect(JSON.stringify(infos)).not.toContain(stack.password);
    for (const image of new Set(infos.map(({ Config }) => Config.Image)))
      expect(await docker("history", "--no-trunc", image)).not.toContain(stack.password);
    const { stdout } = await sandbox.pulumi("stack", "export", "--stack", sandbox.stack);
    expect(stdout).toContain("ciphertext");
    expect(stdout).not.toContain(stack.password);
    expect(first.result.output).not.toContain(stack.password);
  });
});

describe("Dagster", () => {
  it("has its daemon take a run that GraphQL launched, and finishes it", async () => {
    const runId = await launchRun(stack.dagsterUrl, "sbir_pipeline");
    const run = await finishedRun(stack.dagsterUrl, runId);
    expect(run.status).toBe("SUCCESS");
    expect(run.events).toEqual(expect.arrayContaining(["RunEnqueuedEvent", "RunStartingEvent", "RunSuccessEvent"]));
    expect(await logsOf(sandbox.project, "dagster-daemon")).toContain(runId);
  });
});

describe("the runner", () => {
  it("S1.8: runs once, passes its log on, and ends with the job's status", async () => {
    const { status, stdout } = await sandbox.runOneOff("etl-runner");
    expect(status).toBe(0);
    expect(jsonLines(stdout).map(({ event }) => event)).toContain("materialised: raw_sbir_awards");
    expect((await holdingsOf(sandbox.project)).container).toHaveLength(4);
  });

  it("S1.8: ends with 2 for an asset that does not exist, and names those that do", async () => {
    const { status, output } = await materialize("sbir_grahp");
    expect(status).toBe(2);
    expect(output).toContain("no asset is named sbir_grahp; did you mean sbir_graph?");
    expect(output).not.toContain("Traceback");
  });

  it("S1.8: ends with 1 for a file that lacks columns, and names them", async () => {
    const awards = readFileSync(awardsFile(), "utf8");
    writeFileSync(awardsFile(), awards.replace("Award Amount", "Sum").replace("Agency,", "Office,"));
    const { status, output } = await materialize("raw_sbir_awards");
    writeFileSync(awardsFile(), awards);
    expect(status).toBe(1);
    expect(output).toContain("award_data.csv lacks Agency, Award Amount");
    expect(output).not.toContain("Traceback");
  });

  it("sets broken rows aside with the reason, and keeps the others", async () => {
    const awards = readFileSync(awardsFile(), "utf8");
    writeFileSync(awardsFile(), `${awards}Only Inc.,three,fields\n"Never closed Ltd.,a quote\n`);
    const { status } = await materialize("raw_sbir_awards", "validated_awards");
    writeFileSync(awardsFile(), awards);
    expect(status).toBe(0);
    const [, ...rejects] = parseCsv(readFileSync(sandbox.path("apps/sbir-etl/data/rejects/awards.csv"), "utf8"));
    expect(rejects).toHaveLength(countAwards(awardsFile()).rejects + 2);
    const reasons = rejects.map(([, , reason]) => reason);
    expect(reasons.every((reason) => reason !== "")).toBe(true);
    expect(reasons).toContain("expected 42 fields, found 3");
    expect(reasons.at(-1)).toMatch(/^unreadable CSV: /);
  });
});

describe("a second update", () => {
  it("changes nothing", async () => {
    const before = await containerIds(sandbox.project);
    expect(succeeded(await sandbox.up()).changes).toMatchObject(nothing);
    expect(await containerIds(sandbox.project)).toEqual(before);
  });
  it("leaves everything alone when a source line has changed, which the next run sees at once", async () => {
    const before = await containerIds(sandbox.project);
    const file = sandbox.path("apps/sbir-etl/src/sbir_etl/__main__.py");
    writeFileSync(file, readFileSync(file, "utf8").replace("import sys\n", "import sys\n\nprint('a new line')\n"));
    expect(succeeded(await sandbox.up()).changes).toMatchObject(nothing);
    expect(await containerIds(sandbox.project)).toEqual(before);
    const { stdout } = await sandbox.runOneOff("etl-runner", "python", "-m", "sbir_etl", "wait-for", "neo4j");
    expect(stdout).toContain("a new line");
  });
});

describe("a plain update", () => {
  it("S1.19: heals what was killed, stopped and removed, and the graph is as it was", async () => {
    const { companies, awards } = await countGraph(stack);
    const container = (service: string): string => `${sandbox.project}-${service}-1`;
    await docker("kill", container("neo4j"));
    await docker("stop", container("dagster-webserver"));
    await docker("rm", "--force", container("dagster-daemon"));
    succeeded(await sandbox.up());
    const rows = await composePs(sandbox.project);
    expect(
      rows
        .filter(({ Health }) => Health === "healthy")
        .map(({ Service }) => Service)
        .sort(),
    ).toEqual(["dagster-daemon", "dagster-webserver", "neo4j"]);
    expect(await countGraph(stack)).toEqual({ companies, awards });
  });
});

describe("down and up", () => {
  it("S1.19: keeps the volumes, and the graph is still there", async () => {
    // The first load writes awards again; this it would not.
    await cypher(stack, "CREATE (:Kept {by: 'the volume'})");
    const { volume } = await holdingsOf(sandbox.project);
    succeeded(await sandbox.destroy());
    expect(await holdingsOf(sandbox.project)).toEqual({ container: [], network: [], volume });
    expect(volume.map((name) => name.slice(sandbox.project.length + 1)).sort()).toEqual(
      expect.arrayContaining(["neo4j_data", "neo4j_import", "neo4j_logs"]),
    );
    succeeded(await sandbox.up());
    expect(await cypher(await addressesOf(sandbox), "MATCH (kept:Kept) RETURN kept.by")).toEqual(["the volume"]);
  });
});
