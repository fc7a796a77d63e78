import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker, holdingsOf } from "./docker";
import { run } from "./run";

/** Each sandbox has a folder here, named by its project; it says whose it is. */
export const sandboxes = join(tmpdir(), "pulumi-compose-e2e");

/** The names of projects that end-to-end tests make. */
const ours = /^(sbir-etl|fixture)-e2e-[a-z0-9-]+$/;

/** File in a sandbox's folder: the process that made it, and the engine that it used. */
const ownerFile = "owner";

const engine = process.env.DOCKER_HOST ?? "";

/** Makes the folder of a sandbox, by which a later run knows of it. */
export function makeSandboxFolder(project: string, pid = process.pid): string {
  const folder = join(sandboxes, project);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ownerFile), JSON.stringify({ pid, engine }));
  return folder;
}

const oldAge = 24 * 3_600_000;

/** Removes everything of a project from the engine, images included, without asking Pulumi. */
export async function removeProject(project: string): Promise<void> {
  if (!ours.test(project)) throw new Error(`${project}: is no project of these tests, and stays as it is`);
  const { container, volume, network } = await holdingsOf(project);
  if (container.length > 0) await docker("rm", "--force", "--volumes", ...container);
  if (volume.length > 0) await docker("volume", "rm", "--force", ...volume);
  if (network.length > 0) await docker("network", "rm", ...network);
  const images = await docker(
    "image",
    "ls",
    "--filter",
    `reference=${project}-*`,
    "--format",
    "{{.Repository}}:{{.Tag}}",
  );
  // By name: content that other projects have built too keeps their names.
  if (images !== "") await run("docker", ["image", "rm", ...images.split("\n")]);
}

/** Removes a sandbox: first what it has on the engine, then its folder, which is how a later run knows of it. */
export async function removeSandbox(project: string): Promise<void> {
  await removeProject(project);
  rmSync(join(sandboxes, project), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isAbandoned(project: string): boolean {
  const path = join(sandboxes, project, ownerFile);
  // A folder that was just made says so in a moment.
  if (!existsSync(path)) return false;
  const owner = JSON.parse(readFileSync(path, "utf8")) as { readonly pid: number; readonly engine: string };
  // What lies on another engine goes with a run on that engine.
  return owner.engine === engine && !isAlive(owner.pid);
}

/** Projects that lie on the engine for a day and that no folder of this host knows. */
async function forgottenProjects(): Promise<readonly string[]> {
  const names = await docker(
    "container",
    "ls",
    "--all",
    "--format",
    '{{.Label "com.docker.compose.project"}}\t{{.CreatedAt}}',
  );
  return names.split("\n").flatMap((line) => {
    // A sample: sbir-etl-e2e-dev-3fa2c1	2026-11-21 05:40:12 +0000 UTC
    const [project = "", created = ""] = line.split("\t");
    const age = Date.now() - Date.parse(created.replace(/ UTC$/, ""));
    return ours.test(project) && !existsSync(join(sandboxes, project)) && age > oldAge ? [project] : [];
  });
}

/** Removes what runs that were killed have left. */
export async function reapLeftovers(): Promise<void> {
  mkdirSync(sandboxes, { recursive: true });
  const abandoned = readdirSync(sandboxes).filter((name) => ours.test(name) && isAbandoned(name));
  for (const project of new Set([...abandoned, ...(await forgottenProjects())])) await removeSandbox(project);
}
