import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "../compose";
import type { Engine } from "./client";

/** Folder in the project where the toolchain puts the host's certificate bundle, where it has one of its own. */
const certificatesFolder = ".pulumi-compose/certificates";

/** Looks up what a description may know of the place that it is deployed from. */
export async function lookUpHost(engine: Engine, projectFolder: string): Promise<Host> {
  const images = await engine.listImages();
  const hasCertificates = existsSync(join(projectFolder, certificatesFolder, "ca-certificates.crt"));
  return {
    // Windows has neither; its engine maps owners by itself.
    uid: process.getuid?.() ?? 1000,
    gid: process.getgid?.() ?? 1000,
    localImages: images.flatMap(({ RepoTags }) => RepoTags ?? []).sort(),
    ...(hasCertificates && { certificates: certificatesFolder }),
  };
}
