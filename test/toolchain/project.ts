import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** The repository that the tests belong to. */
export const repository = join(__dirname, "../..");

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the toolchain in a work tree, home and cache of its own, so that a test may break what it likes. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "toolchain-"));
  readonly folder = join(this.root, "project");
  readonly home = join(this.root, "home");
  readonly cache = join(this.root, "cache");
  private readonly commands = join(this.root, "commands");

  constructor() {
    for (const folder of [this.home, this.commands]) mkdirSync(folder);
    for (const path of ["toolchain", "package.json"]) {
      cpSync(join(repository, path), join(this.folder, path), { recursive: true });
    }
  }

  /** Puts a shell script of this name before the system's commands. */
  command(name: string, script: string): void {
    const path = join(this.commands, name);
    writeFileSync(path, `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(path, 0o755);
  }

  start(command: readonly string[], variables: NodeJS.ProcessEnv = {}): ChildProcess {
    const [program = "true", ...args] = command;
    return spawn(program, args, {
      cwd: this.folder,
      // Only what is named here: the settings of whoever runs the tests must not reach them.
      env: {
        HOME: this.home,
        PATH: [this.commands, process.env.PATH].join(delimiter),
        PULUMI_COMPOSE_CACHE: this.cache,
        ...variables,
      },
      detached: true,
    });
  }

  async run(command: readonly string[], variables: NodeJS.ProcessEnv = {}, input = ""): Promise<Result> {
    const child = this.start(command, variables);
    child.stdin?.end(input);
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
    const status = await exit(child);
    return { status, stdout, stderr };
  }

  /** Runs a script that has the library's functions. */
  bash(script: string, variables: NodeJS.ProcessEnv = {}): Promise<Result> {
    return this.run(["bash", "-c", withLibrary(script)], variables);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const withLibrary = (script: string): string => `set -euo pipefail\n. toolchain/lib/all.sh\n${script}`;

export function exit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      resolve(status);
    });
  });
}

/** Something that answers as far as an engine is asked whether it is there. */
export function answeringEngine(socket: string): Promise<Server> {
  const server = createServer((_request, response) => response.end("OK"));
  return new Promise((resolve) =>
    server.listen(socket, () => {
      resolve(server);
    }),
  );
}
