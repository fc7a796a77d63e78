/** The Node.js language host that stands in for the official one. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { Client, credentials, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { exit, repository } from "./project";

type Methods = Record<string, MethodDefinition<unknown, never>>;

// What the SDK says of this file's types leaves out the value.
const { LanguageRuntimeService: service } = createRequire(__filename)("@pulumi/pulumi/proto/language_grpc_pb") as {
  LanguageRuntimeService: Methods;
};

type Host = ChildProcessByStdio<Writable, Readable, Readable>;
const main = join(repository, "toolchain/pulumi/language-host/main.mjs");
const start = (folder: string): Host =>
  spawn("node", [main, "-v=9", "127.0.0.1:1"], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });

let program: string;
let host: Host;
let client: Client;

beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), "program-"));
  symlinkSync(join(repository, "node_modules"), join(program, "node_modules"));
  writeFileSync(
    join(program, "package.json"),
    JSON.stringify({ dependencies: { "@pulumi/docker": "5.2.0", zod: "*", "not-installed": "*" } }),
  );
  host = start(program);
  const port = await new Promise<string>((resolve) =>
    host.stdout.once("data", (line: Buffer) => {
      resolve(line.toString().trim());
    }),
  );
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
});
afterAll(() => {
  client.close();
  host.kill();
  rmSync(program, { recursive: true });
});

function call<Answer>(name: string, request: unknown): Promise<Answer> {
  const method = service[name];
  if (!method) throw new Error(`${name}: the service has no such method`);
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      (error: ServiceError | null, answer?: unknown) => {
        if (error) reject(error);
        else resolve(answer as Answer);
      },
    );
  });
}

const info = () => new messages.ProgramInfo().setRootDirectory(program).setProgramDirectory(program).setEntryPoint(".");

it("names the plugins of the SDKs that the program depends on", async () => {
  const request = new messages.GetRequiredPackagesRequest().setInfo(info());
  const answer = await call<InstanceType<typeof messages.GetRequiredPackagesResponse>>("getRequiredPackages", request);
  expect(answer.getPackagesList().map((dependency) => dependency.toObject())).toEqual([
    expect.objectContaining({ kind: "resource", name: "docker", version: "5.2.0" }),
  ]);
});

it("lists the direct dependencies that are installed", async () => {
  const request = new messages.GetProgramDependenciesRequest().setInfo(info());
  const answer = await call<InstanceType<typeof messages.GetProgramDependenciesResponse>>(
    "getProgramDependencies",
    request,
  );
  expect(answer.getDependenciesList().map((dependency) => dependency.getName())).toEqual(["@pulumi/docker", "zod"]);
});

it("says which Node.js it runs on", async () => {
  const answer = await call<InstanceType<typeof messages.AboutResponse>>("about", new messages.AboutRequest());
  expect(answer.getVersion()).toMatch(/^v\d+\./);
});

it("says that it does not make code", async () => {
  await expect(call("generateProgram", new messages.GenerateProgramRequest())).rejects.toThrow(
    "UNIMPLEMENTED: generateProgram is not part of this language host",
  );
});

describe("running a program", () => {
  /** A program whose SDK has an entry point of the test's own, which needs no engine. */
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "run-"));
    mkdirSync(join(folder, "node_modules/@pulumi/pulumi/cmd/run"), { recursive: true });
    writeFileSync(join(folder, "node_modules/@pulumi/pulumi/package.json"), "{}");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (entryPoint: string) => {
    writeFileSync(join(folder, "node_modules/@pulumi/pulumi/cmd/run/index.js"), entryPoint);
    const program = new messages.ProgramInfo().setRootDirectory(folder).setProgramDirectory(folder).setEntryPoint(".");
    const request = new messages.RunRequest().setMonitorAddress("127.0.0.1:1").setInfo(program).setStack("dev");
    request.setPwd(folder).setDryrun(true).setConfigsecretkeysList(["p:token"]).getConfigMap().set("p:size", "small");
    return call<InstanceType<typeof messages.RunResponse>>("run", request);
  };
  const written = (name: string) => join(folder, name);

  it("hands the settings of the run on", async () => {
    const answer = await run(`
      const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT } = process.env;
      const seen = [PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT, ...process.argv.slice(2)];
      require("fs").writeFileSync("seen", seen.join(" "));
    `);
    expect(answer.getError()).toBe("");
    expect(readFileSync(written("seen"), "utf8")).toBe(
      '{"p:size":"small"} ["p:token"] true --monitor 127.0.0.1:1 --engine 127.0.0.1:1 --stack dev --parallel 0' +
        ` --root-directory ${folder} --pwd ${folder} --dry-run .`,
    );
  });

  it("says how a program ended that ended by itself", async () => {
    const answer = await run("process.exit(3)");
    expect(answer.getError()).toBe(`${folder}: the program ended with exit code 3`);
    expect(answer.getBail()).toBe(false);
  });

  it("adds nothing to what a program has said about its end", async () => {
    const answer = await run("process.exit(32)");
    expect(answer.getError()).toBe("");
    expect(answer.getBail()).toBe(true);
  });

  it("ends the program on cancel", async () => {
    const running = run('require("fs").writeFileSync("started", ""); setInterval(() => {}, 1000)');
    while (!existsSync(written("started"))) await new Promise((resolve) => setTimeout(resolve, 20));
    await call("cancel", new Empty());
    expect((await running).getError()).toBe(`${folder}: the program ended by SIGTERM`);
  });
});

it.each([
  ["the engine closes its input", (other: Host) => other.stdin.end()],
  ["the engine interrupts it", (other: Host) => other.kill("SIGINT")],
])("ends when %s", async (_name, end) => {
  const other = start(program);
  await new Promise((resolve) => other.stdout.once("data", resolve));
  end(other);
  expect(await exit(other)).toBe(0);
});

it("says what to do where the SDK is not installed", async () => {
  const bare = mkdtempSync(join(tmpdir(), "bare-"));
  mkdirSync(join(bare, "src"));
  writeFileSync(join(bare, "package.json"), "{}");
  const other = start(join(bare, "src"));
  let said = "";
  other.stderr.on("data", (text: Buffer) => (said += text.toString()));
  expect(await exit(other)).toBe(1);
  expect(said).toBe(
    `pulumi-language-nodejs: ${bare}/src: @pulumi/pulumi is not installed there; run npm ci in ${bare} first.\n`,
  );
  rmSync(bare, { recursive: true });
});
