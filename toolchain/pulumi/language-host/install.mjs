// @ts-check
// `pulumi install`: the packages of the program's lock file, or of its package.json where it has no lock.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { ended, start } from "./children.mjs";
import { installFolder } from "./sdk.mjs";

/**
 * @param {any} request an InstallDependenciesRequest
 * @param {(stream: "stdout" | "stderr", bytes: Uint8Array) => void} write
 */
export async function installDependencies(request, write) {
  const folder = installFolder(request.getInfo()?.getProgramDirectory() || request.getDirectory());
  const command = existsSync(join(folder, "package-lock.json")) ? "ci" : "install";
  const child = start("npm", [command, "--no-audit", "--no-fund"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout?.on("data", (bytes) => write("stdout", bytes));
  child.stderr?.on("data", (bytes) => write("stderr", bytes));
  const end = await ended(child);
  if (end !== 0) throw new Error(`${folder}: npm ${command} failed (${end}); its output above says why.`);
}
