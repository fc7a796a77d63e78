/** The environment that `toolchain/run` and `toolchain/env` give. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./project";

let project: Project;
beforeEach(() => {
  project = new Project();
  project.command("node", "echo v22.3.4");
});
afterEach(() => {
  project.remove();
});

it("runs a command with its arguments as they are, and hands its status on", async () => {
  const command = [
    "toolchain/run",
    "--only",
    "node",
    "bash",
    "-c",
    'printf "[%s]" "$@"; exit 7',
    "name",
    "two words",
    "*",
    "",
  ];
  expect(await project.run(command)).toMatchObject({ status: 7, stdout: "[two words][*][]" });
});

it("says what is missing when it is given nothing to run", async () => {
  expect(await project.run(["toolchain/run"])).toMatchObject({
    status: 1,
    stderr: "toolchain: run: a command is missing; for example: toolchain/run pulumi about\n",
  });
});

it("knows its parts", async () => {
  const { status, stderr } = await project.run(["toolchain/run", "--only", "nodejs", "true"]);
  expect(status).toBe(1);
  expect(stderr).toBe(
    "toolchain: nodejs: no part of the toolchain; the parts are node pulumi engine state lint-tools.\n",
  );
});

it("puts its tools before PATH once, however often it is taken over", async () => {
  project.command("node", "echo v18.0.0");
  const twice =
    'path=$(environment node | sed -n "s/^PATH=//p"); PATH=$path; environment node | sed -n "s/^PATH=//p"; echo "$path"';
  const [second, first] = (await project.bash(twice)).stdout.split("\n");
  expect(second).toBe(first);
  expect(first).toMatch(new RegExp(`^${project.cache}/tools/node-`));
});

it("finds the same system commands with and without its environment", async () => {
  const { stdout } = await project.bash(
    "plain=$PATH; PATH=$cache/tools/a/bin:/usr/bin:$cache/tools/b/bin:/bin; path_without_ours; PATH=$plain",
  );
  expect(stdout).toBe("/usr/bin:/bin");
});

describe("certificates", () => {
  const copy = () => join(project.folder, ".pulumi-compose/certificates/ca-certificates.crt");
  const bundle = (text: string) => {
    const path = join(project.root, "bundle.crt");
    writeFileSync(path, text);
    return { SSL_CERT_FILE: path };
  };

  it("are copied for image builds, and again only when they have changed", async () => {
    await project.bash("ensure_certificates", bundle("one"));
    expect(readFileSync(copy(), "utf8")).toBe("one");
    const { mtimeNs } = statSync(copy(), { bigint: true });
    await project.bash("ensure_certificates", bundle("one"));
    expect(statSync(copy(), { bigint: true }).mtimeNs).toBe(mtimeNs);
    await project.bash("ensure_certificates", bundle("two"));
    expect(readFileSync(copy(), "utf8")).toBe("two");
  });

  it("are not there where the environment names none", async () => {
    mkdirSync(join(project.folder, ".pulumi-compose"));
    await project.bash("ensure_certificates", bundle("one"));
    const { stdout } = await project.bash('ensure_certificates; ls "$state_folder"');
    expect(stdout).toBe("");
  });
});
