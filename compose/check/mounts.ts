import { posix } from "node:path";
import type { StackModel } from "../model/types";
import type { Finding } from "./finding";

function climbsOut(source: string): boolean {
  return !posix.isAbsolute(source) && posix.normalize(source).startsWith("..");
}

/** Paths stay inside the project, and no two things stand on one path of a container. */
export function checkMounts({ services, images }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  const leaveProject = (path: string, source: string): void => {
    if (climbsOut(source))
      findings.push({
        path,
        fact: `"${source}" climbs out of the project`,
        fix: "move the folder into the project, or name it by an absolute path",
      });
  };
  for (const [service, { mounts, secrets }] of Object.entries(services)) {
    const seen = new Set<string>();
    for (const { target } of [...mounts, ...secrets]) {
      const path = posix.normalize(target);
      if (seen.has(path))
        findings.push({
          path: `services.${service}.volumes["${path}"]`,
          fact: "two things are mounted on this path",
          fix: "keep one of them",
        });
      seen.add(path);
    }
    for (const mount of mounts)
      if (mount.type === "bind") leaveProject(`services.${service}.volumes["${mount.target}"]`, mount.source);
  }
  for (const image of Object.values(images)) {
    if (image.kind === "build") leaveProject(`images.${image.name}.context`, image.context);
    if (image.kind === "layered")
      for (const { source } of image.layers) leaveProject(`images.${image.name}.layers`, source);
  }
  return findings;
}
