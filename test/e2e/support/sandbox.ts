import type { ChildProcess } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readChanges, type Changes } from "./changes";
import { makeSandboxFolder, reapLeftovers, removeSandbox } from "./cleanup";
import { run, type RunResult } from "./run";
import { copyWorkTree } from "./work-tree";

export type ConfigValues = Readonly<Record<string, string | number>>;

export interface SandboxOptions {
  /** Values of `Pulumi.<stack>.yaml`, without the project's prefix. */
  readonly config?: ConfigValues;
  /** A program of `fixtures/` in place of the product's own. */
  readonly fixture?: string;
}

/** What an update printed, and what it changed. */
export interface UpdateResult extends RunResult {
  readonly changes: Changes;
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}

/**
 * A port of this host that is free, and stays so: below the range from which outgoing connections take theirs, or one of
 * Pulumi's own may hold it by the time that the stack wants it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await canListen(port)) return port;
  }
}

/** A copy of the work tree with a Pulumi stack, state and names of its own. */
export class Sandbox {
  /** The Pulumi stack. */
  readonly stack: string;
  /** The project on the engine. */
  readonly project: string;
  /** The copy of the work tree. */
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();

  private constructor(name: string, { fixture }: SandboxOptions) {
    this.stack = `e2e-${name}-${randomBytes(3).toString("hex")}`;
    this.project = `${fixture === undefined ? "sbir-etl" : "fixture"}-${this.stack}`;
    const root = makeSandboxFolder(this.project);
    this.folder = join(root, "tree");
    mkdirSync(join(root, "state"), { recursive: true });
    mkdirSync(this.folder);
    this.#environment = {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
      PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
      PULUMI_ACCESS_TOKEN: undefined,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Types are checked once for the whole tree; here the time of each update counts.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
  }

  /** Makes a sandbox with an empty stack. */
  static async create(name: string, options: SandboxOptions = {}): Promise<Sandbox> {
    await reapLeftovers();
    const sandbox = new Sandbox(name, options);
    await copyWorkTree(sandbox.folder);
    if (options.fixture !== undefined) sandbox.#useFixture(options.fixture);
    sandbox.configure(options.config ?? {});
    const { status, output } = await sandbox.pulumi("stack", "init", sandbox.stack, "--no-select");
    if (status !== 0) throw new Error(`the stack could not be made:\n${output}`);
    return sandbox;
  }

  /** Sets values of the stack's file; `undefined` removes one. */
  configure(values: Readonly<Record<string, string | number | undefined>>): void {
    const path = this.path(`Pulumi.${this.stack}.yaml`);
    let file: { config?: Record<string, unknown> } = {};
    try {
      file = (parse(readFileSync(path, "utf8")) as typeof file | null) ?? {};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const config = { ...file.config };
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(config, `sbir-etl:${key}`);
      else config[`sbir-etl:${key}`] = String(value);
    }
    writeFileSync(path, stringify({ ...file, config }));
  }

  /** A path in the copy of the work tree. */
  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  async up(environment: NodeJS.ProcessEnv = {}): Promise<UpdateResult> {
    return this.#update(["up", "--yes", "--skip-preview"], environment);
  }

  /** An update within a command that prepares something and runs its arguments. */
  async upWithin(command: string, ...args: readonly string[]): Promise<UpdateResult> {
    return this.#update(["up", "--yes", "--skip-preview"], {}, [command, ...args]);
  }

  async preview(): Promise<UpdateResult> {
    return this.#update(["preview"], {});
  }

  async destroy(): Promise<UpdateResult> {
    return this.#update(["destroy", "--yes", "--skip-preview"], {});
  }

  /** Runs the real CLI in the sandbox. */
  pulumi(...args: readonly string[]): Promise<RunResult> {
    return this.run("pulumi", [...args, "--non-interactive", "--color", "never"]);
  }

  /** Outputs of the stack, secret ones included. */
  async outputs<T>(): Promise<T> {
    const { stdout } = await this.pulumi("stack", "output", "--json", "--show-secrets", "--stack", this.stack);
    return JSON.parse(stdout) as T;
  }

  /** Runs a one-off service, as `make etl` does. */
  runOneOff(service: string, ...command: readonly string[]): Promise<RunResult> {
    const args = ["--transpile-only", "cli/run.ts", "--stack", this.stack, service];
    return this.run("node_modules/.bin/ts-node", command.length > 0 ? [...args, "--", ...command] : args);
  }

  /** Runs any command in the sandbox, with its state. */
  run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<RunResult> {
    const env = { ...this.#environment, ...environment };
    let child: ChildProcess | undefined;
    const onStart = (started: ChildProcess): void => {
      child = started;
      this.#running.add(started);
    };
    return run(command, args, { cwd: this.folder, env, onStart }).finally(() => {
      if (child !== undefined) this.#running.delete(child);
    });
  }

  /** Removes everything, whatever has happened: what still runs, what is on the engine, the folder. */
  async dispose(): Promise<void> {
    for (const { pid } of this.#running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
    await removeSandbox(this.project);
  }

  async #update(
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    within: readonly string[] = [],
  ): Promise<UpdateResult> {
    const common = ["--stack", this.stack, "--non-interactive", "--color", "never"];
    const [command = "", ...rest] = [...within, "pulumi", ...args, ...common];
    const result = await this.run(command, rest, environment);
    return { ...result, changes: readChanges(result.output) };
  }

  #useFixture(name: string): void {
    const path = this.path("Pulumi.yaml");
    const project = parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    writeFileSync(path, stringify({ ...project, main: `test/e2e/fixtures/${name}/index.ts` }));
  }
}
