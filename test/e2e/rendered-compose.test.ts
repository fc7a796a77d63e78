import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const password = "only-for$this-test";

interface ComposeConfig {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

/** What real Compose makes of a file; it reads, and needs no engine. */
function composeConfig(file: string, variables: Readonly<Record<string, string>>) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NEO4J_PASSWORD"));
  const args = [
    "compose",
    "--project-directory",
    root,
    "--env-file",
    "/dev/null",
    "--file",
    join(root, "test/golden", file),
  ];
  const config = ["--profile", "*", "config", "--format", "json"];
  return spawnSync("docker", [...args, ...config], { env: { ...environment, ...variables }, encoding: "utf8" });
}

describe.each(["dev", "test", "prod"])("Compose, given the rendered file of %s", (profile) => {
  const file = `sbir-etl.${profile}.compose.yaml`;

  it("accepts it", () => {
    const { status, stderr, stdout } = composeConfig(file, { NEO4J_PASSWORD: password });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { services } = JSON.parse(stdout) as ComposeConfig;
    expect(Object.keys(services)).toEqual(expect.arrayContaining(["neo4j", "dagster-webserver", "dagster-daemon"]));
  });

  it("gives no service the password as a variable", () => {
    const { services } = JSON.parse(composeConfig(file, { NEO4J_PASSWORD: password }).stdout) as ComposeConfig;
    const values = Object.values(services).flatMap(({ environment = {} }) => Object.values(environment));
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((value) => value.includes("only-for"))).toEqual([]);
  });

  it("keeps the shell's own expansions of the health check", () => {
    const { stdout } = composeConfig(file, { NEO4J_PASSWORD: password });
    // Compose doubles each `$` again when it prints what it has read.
    expect(stdout).toContain("$$(cut -d/ -f2- /run/secrets/neo4j_auth)");
    expect(readFileSync(join(root, "test/golden", file), "utf8")).toContain("$$(cut");
  });

  it("refuses to go on without the password", () => {
    const { status, stderr } = composeConfig(file, {});
    expect(status).not.toBe(0);
    expect(stderr).toContain("NEO4J_PASSWORD");
  });
});
