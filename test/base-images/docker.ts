/** The Docker client for these tests: everything made through it carries a name of this run, and goes with it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const toolchain = join(__dirname, "../../toolchain");
export const baseImages = join(toolchain, "base-images.sh");
const prefix = `pulumi-compose-base-images-${process.pid}`;

export interface Result {
  readonly status: number | null;
  /** Standard output and error, one after the other. */
  readonly output: string;
  readonly stdout: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function run(command: string, args: readonly string[], options: RunOptions = {}): Result {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    input: options.input ?? "",
    env: { ...process.env, ...options.env },
  });
  if (error) throw error;
  return { status, stdout: stdout.trim(), output: `${stdout}${stderr}`.trim() };
}

export const docker = (...args: readonly string[]): Result => run("docker", args);

/** Like `docker`, for commands that the test takes for granted. */
export function mustDocker(...args: readonly string[]): string {
  const { status, stdout, output } = docker(...args);
  if (status !== 0) throw new Error(`docker ${args.join(" ")}: ${output}`);
  return stdout;
}

export interface BaseImages {
  readonly mode: "registry" | "packages";
  readonly python: string;
  readonly neo4j: string;
}

/** The images that this system uses, in the engine: the same contract holds for stand-ins and for official images. */
export function ensureBaseImages(): BaseImages {
  const ensured = run(baseImages, ["ensure"]);
  if (ensured.status !== 0) throw new Error(ensured.output);
  return JSON.parse(run(baseImages, ["which"]).stdout) as BaseImages;
}

const volumes: string[] = [];
const containers: string[] = [];

/**
 * A volume with these files in it, owned by root as `mode` says; a host folder would need an engine on this host.
 * There must be a file: an empty volume takes the owner and the mode of what the image has in its place.
 */
export function volumeWith(image: string, files: Readonly<Record<string, string>>, mode = "755"): string {
  const name = `${prefix}-${volumes.length}`;
  mustDocker("volume", "create", name);
  volumes.push(name);
  const mount = ["-v", `${name}:/volume`, "--entrypoint", "sh", image];
  for (const [file, text] of Object.entries(files)) {
    const written = run("docker", ["run", "--rm", "-i", ...mount, "-c", `cat >/volume/${file}`], { input: text });
    if (written.status !== 0) throw new Error(written.output);
  }
  mustDocker("run", "--rm", ...mount, "-c", `chown -R 0:0 /volume && chmod -R ${mode} /volume`);
  return name;
}

/** Starts a container in the background and gives its name. */
export function start(...args: readonly string[]): string {
  const name = `${prefix}-${containers.length}`;
  containers.push(name);
  mustDocker("run", "--detach", "--name", name, ...args);
  return name;
}

export function removeAll(): void {
  if (containers.length > 0) docker("rm", "--force", "--volumes", ...containers.splice(0));
  if (volumes.length > 0) docker("volume", "rm", "--force", ...volumes.splice(0));
}
