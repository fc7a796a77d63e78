import { mkdirSync, writeFileSync } from "node:fs";
import { containerOf, docker, holdingsOf, inspect } from "./support/docker";
import { freePort, Sandbox, type UpdateResult } from "./support/sandbox";
import { run } from "./support/run";
import { succeeded } from "./support/succeeded";

const password = "f6Yw2kQzR8mTb4Xc";
let sandbox: Sandbox;
let preview: UpdateResult;
let first: UpdateResult;

beforeAll(async () => {
  sandbox = await Sandbox.create("prod", { config: { profile: "prod", webserverPort: await freePort() } });
  // What must not get into the image.
  for (const file of [".env", "data/raw/private.csv", "tests/e2e_left_out.py", ".git/config"]) {
    mkdirSync(sandbox.path("apps/sbir-etl", file, ".."), { recursive: true });
    writeFileSync(sandbox.path("apps/sbir-etl", file), "left out\n");
  }
  succeeded(await sandbox.pulumi("config", "set", "--secret", "neo4jPassword", password, "--stack", sandbox.stack));
  preview = await sandbox.preview();
  first = await sandbox.up();
});

afterAll(() => sandbox.dispose());

const inWebserver = (...command: readonly string[]): Promise<string> =>
  docker("exec", `${sandbox.project}-dagster-webserver-1`, ...command);

describe("the prod stack", () => {
  it("is previewed without a trace of its secret", () => {
    expect(succeeded(preview).changes.created).toBeGreaterThan(0);
    expect(preview.output).not.toContain(password);
  });

  it("S1.12: comes up with named volumes alone, and without Neo4j on the host", async () => {
    succeeded(first);
    const infos = await inspect(...(await holdingsOf(sandbox.project)).container);
    expect(infos).toHaveLength(3);
    for (const { Mounts, State } of infos) {
      expect(State.Health?.Status).toBe("healthy");
      expect(Mounts.map(({ Type, Name }) => `${Type} ${Name ?? ""}`)).toEqual(
        Mounts.map(() => expect.stringContaining(`volume ${sandbox.project}_`) as string),
      );
    }
    const { NetworkSettings } = await containerOf(sandbox.project, "neo4j");
    expect(Object.values(NetworkSettings.Ports).filter(Boolean)).toEqual([]);
  });

  it("S1.15: has its secret in files, not in variables, image history or Pulumi's plain state", async () => {
    const infos = await inspect(...(await holdingsOf(sandbox.project)).container);
    expect(JSON.stringify(infos)).not.toContain(password);
    for (const image of new Set(infos.map(({ Config }) => Config.Image)))
      expect(await docker("history", "--no-trunc", image)).not.toContain(password);
    const { stdout } = await sandbox.pulumi("stack", "export", "--stack", sandbox.stack);
    expect(stdout).toContain("ciphertext");
    expect(stdout).not.toContain(password);
    expect(first.output).not.toContain(password);
    expect(await inWebserver("cat", "/run/secrets/neo4j_password")).toBe(password);
  });
});

describe("the image", () => {
  it("S1.1: holds the environment, the application and the entrypoints under /app, and no tool that built them", async () => {
    expect((await inWebserver("ls", "-A", "/app")).split("\n")).toEqual(
      expect.arrayContaining([".venv", "config", "scripts", "src"]),
    );
    for (const tool of ["gcc", "cc", "g++", "make", "poetry"])
      expect((await run("docker", ["exec", `${sandbox.project}-dagster-webserver-1`, "which", tool])).status).toBe(1);
    expect(await inWebserver("find", "/app", "/opt", "-maxdepth", "6", "-iname", "poetry*")).toBe("");
  });

  it("S1.2: has tini as the first process, which runs as sbir", async () => {
    expect(await inWebserver("cat", "/proc/1/comm")).toBe("tini");
    expect(await inWebserver("id", "-un")).toBe("sbir");
    const { Config } = await containerOf(sandbox.project, "dagster-webserver");
    expect(Config.User).toBe("sbir");
  });

  it("S1.4: leaves tests, data, version control and secrets out", async () => {
    const files = (
      await inWebserver("find", "/app", "-path", "/app/.venv", "-prune", "-o", "-type", "f", "-print")
    ).split("\n");
    expect(files).toContain("/app/scripts/docker/etl-runner.sh");
    expect(files.filter((file) => /\.env$|private\.csv|e2e_left_out|\.git\/|\/tests\//.test(file))).toEqual([]);
  });

  it("S1.5: is one for webserver, daemon and runner, each with its own entrypoint", async () => {
    const services = ["dagster-webserver", "dagster-daemon"];
    const infos = await Promise.all(services.map((service) => containerOf(sandbox.project, service)));
    const { oneOffs } = await sandbox.outputs<{ oneOffs: Record<string, { image: string; command: string[] }> }>();
    const runner = oneOffs["etl-runner"];
    expect(new Set([...infos.map(({ Config }) => Config.Image), runner?.image]).size).toBe(1);
    expect([...infos.map(({ Config }) => Config.Cmd[0]), runner?.command[0]]).toEqual([
      "scripts/docker/dagster-webserver.sh",
      "scripts/docker/dagster-daemon.sh",
      "scripts/docker/etl-runner.sh",
    ]);
  });
});

describe("destroy", () => {
  it("takes the services down, and refuses to give the protected volumes away", async () => {
    const { volume } = await holdingsOf(sandbox.project);
    const { status, output } = await sandbox.destroy();
    expect(status).not.toBe(0);
    expect(output).toContain("protect");
    expect((await holdingsOf(sandbox.project)).volume).toEqual(volume);
  });
});
