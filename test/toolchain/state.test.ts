/** Where Pulumi's state is, and what keeps it closed. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exit, Project } from "./project";

let project: Project;
let passphrase: string;
beforeEach(() => {
  project = new Project();
  passphrase = join(project.folder, ".pulumi-compose/passphrase");
});
afterEach(() => {
  project.remove();
});

const variables = "ensure_state; pulumi_environment";

it("makes a passphrase that only its user can read, and does not show it", async () => {
  const { status, stdout, stderr } = await project.bash(variables);
  expect(status).toBe(0);
  expect(statSync(passphrase).mode & 0o777).toBe(0o600);
  const secret = readFileSync(passphrase, "utf8").trim();
  expect(secret).toHaveLength(44);
  expect(stdout + stderr).not.toContain(secret);
  expect(stdout).toContain(`PULUMI_CONFIG_PASSPHRASE_FILE=${passphrase}`);
  expect(stdout).toContain(`PULUMI_BACKEND_URL=file://${project.folder}/.pulumi-compose/state`);
});

it("keeps the passphrase that is there, and closes it again", async () => {
  await project.bash(variables);
  const secret = readFileSync(passphrase, "utf8");
  execFileSync("chmod", ["644", passphrase]);
  await project.bash(variables);
  expect(readFileSync(passphrase, "utf8")).toBe(secret);
  expect(statSync(passphrase).mode & 0o777).toBe(0o600);
});

it("makes one passphrase when several start at once", async () => {
  const read = `${variables} >/dev/null && cat "$passphrase_file"`;
  const all = await Promise.all(Array.from({ length: 4 }, () => project.bash(read)));
  expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1);
});

it("makes no new passphrase for stacks that an old one closes", async () => {
  await project.bash(variables);
  rmSync(passphrase);
  const stacks = join(project.folder, ".pulumi-compose/state/.pulumi/stacks/project");
  mkdirSync(stacks, { recursive: true });
  writeFileSync(join(stacks, "dev.json"), "{}");
  const { status, stderr } = await project.bash(variables);
  expect(status).toBe(1);
  expect(stderr).toContain(`${passphrase}: gone, but`);
  expect(existsSync(passphrase)).toBe(false);
});

it.each([
  ["PULUMI_BACKEND_URL", { PULUMI_BACKEND_URL: "s3://theirs" }],
  ["PULUMI_ACCESS_TOKEN", { PULUMI_ACCESS_TOKEN: "pul-0123" }],
])("keeps a user's own backend: %s", async (_name, environment) => {
  const { stdout, stderr } = await project.bash(variables, environment);
  expect(stdout).toBe("PULUMI_SKIP_UPDATE_CHECK=true\n");
  expect(stderr).not.toContain("pul-0123");
  expect(existsSync(passphrase)).toBe(false);
});

it("keeps a user's own backend: a login", async () => {
  mkdirSync(join(project.home, ".pulumi"));
  const login = (current: string) => {
    writeFileSync(join(project.home, ".pulumi/credentials.json"), JSON.stringify({ current }, undefined, 4));
  };
  login("https://api.pulumi.com");
  expect((await project.bash(variables)).stdout).toBe("PULUMI_SKIP_UPDATE_CHECK=true\n");
  login("");
  expect((await project.bash(variables)).stdout).toContain("PULUMI_BACKEND_URL=file://");
});

it("takes its own environment for no backend of the user's", async () => {
  const first = await project.bash(variables);
  const taken = Object.fromEntries(
    first.stdout
      .trim()
      .split("\n")
      .map((line) => line.split("=", 2) as [string, string]),
  );
  expect((await project.bash(variables, taken)).stdout).toBe(first.stdout);
});

describe("bin/pulumi", () => {
  const stackFile = () => join(project.folder, "Pulumi.dev.yaml");
  const settings = "# Why.\nconfig:\n  project:size: small\n";
  const salt = "encryptionsalt: v1:0123=:v1:4567\n";
  const pulumi = (environment: NodeJS.ProcessEnv) =>
    project.run(["toolchain/bin/pulumi", "up", "two words"], environment, "input");

  beforeEach(() => {
    writeFileSync(stackFile(), settings);
    project.command("pulumi", `printf "[%s]" "$@"; cat; echo "${salt.trim()}" >>"${stackFile()}"; exit 7`);
  });

  it("is the CLI, and leaves the stack's file without the salt", async () => {
    expect(await pulumi({ PULUMI_COMPOSE_PROJECT: project.folder })).toMatchObject({
      status: 7,
      stdout: "[up][two words]input",
    });
    expect(readFileSync(stackFile(), "utf8")).toBe(settings);
  });

  it("leaves everything as it is for a user's own backend", async () => {
    expect(await pulumi({})).toMatchObject({ status: 7, stdout: "[up][two words]input" });
    expect(readFileSync(stackFile(), "utf8")).toBe(settings + salt);
  });

  it("hands a signal on, waits for the CLI to end, and tidies up then too", async () => {
    project.command(
      "pulumi",
      `trap 'echo "${salt.trim()}" >>"${stackFile()}"; exit 9' INT; touch "${project.root}/started"; while :; do sleep 0.05; done`,
    );
    const child = project.start(["toolchain/bin/pulumi"], { PULUMI_COMPOSE_PROJECT: project.folder });
    while (!existsSync(join(project.root, "started"))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    expect(await exit(child)).toBe(9);
    expect(readFileSync(stackFile(), "utf8")).toBe(settings);
  });
});
