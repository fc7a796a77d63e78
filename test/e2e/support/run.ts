import { spawn, type ChildProcess } from "node:child_process";

/** What a command said and how it ended. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Told of the process, so that whoever gives up can end it with its children. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a command to its end, whatever its status. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { cwd, env = process.env, input, onStart } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached: onStart !== undefined });
    const streams = { stdout: "", stderr: "" };
    let output = "";
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        streams[name] += text;
        output += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve({ status: code ?? (signal === null ? 1 : 128), ...streams, output });
    });
    // A command that fails at once closes its input before we have written.
    child.stdin.on("error", () => undefined).end(input);
    onStart?.(child);
  });
}

/** Runs a command that has to succeed, and gives its standard output. */
export async function read(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, output } = await run(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ended with status ${status}:\n${output}`);
  return stdout.trim();
}
