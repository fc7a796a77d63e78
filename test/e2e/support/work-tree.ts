import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { read } from "./run";

/** The work tree that is tested. */
export const repository = resolve(__dirname, "../../..");

/** Where the toolchain leaves certificates for image builds, in the work tree. */
const certificates = ".pulumi-compose/certificates";

/** Copies the work tree as it stands, without what git ignores; packages are shared. */
export async function copyWorkTree(target: string): Promise<void> {
  const listed = await read("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
  });
  for (const file of listed.split("\0")) {
    // What is deleted and not yet committed is listed, too.
    if (file === "" || !existsSync(join(repository, file))) continue;
    mkdirSync(join(target, dirname(file)), { recursive: true });
    cpSync(join(repository, file), join(target, file));
  }
  symlinkSync(join(repository, "node_modules"), join(target, "node_modules"));
  if (existsSync(join(repository, certificates)))
    cpSync(join(repository, certificates), join(target, certificates), { recursive: true });
}
