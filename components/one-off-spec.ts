import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../compose";
import type { OneOffSpec } from "../engine";
import { composeLabels, toText, type ContainerContext } from "./container-args";

/** What a one-off service runs with: the same image, layers, networks and secrets as the others. */
export function toOneOffSpec(service: ServiceModel, context: ContainerContext): pulumi.Output<OneOffSpec> {
  const { project, projectFolder, secrets } = context;
  const binds = service.mounts.flatMap((mount) => {
    if (mount.type === "tmpfs") return [];
    const path = isAbsolute(mount.source) ? mount.source : join(projectFolder, mount.source);
    const source = mount.type === "volume" ? `${project}_${mount.source}` : path;
    return [`${source}:${mount.target}${mount.readOnly ? ":ro" : ""}`];
  });
  return pulumi.output({
    project,
    service: service.name,
    image: context.image,
    command: [...(service.command ?? [])],
    entrypoint: [...(service.entrypoint ?? [])],
    environment: Object.entries(service.environment).map(([name, value]) =>
      pulumi.concat(name, "=", toText(value, secrets)),
    ),
    files: service.secrets.map(({ target, content, mode }) => ({
      path: target,
      mode,
      content: toText(content, secrets),
    })),
    binds,
    tmpfs: service.mounts.flatMap((mount) => (mount.type === "tmpfs" ? [mount.target] : [])),
    networks: service.networks.map((name) => `${project}_${name}`),
    user: service.user ?? "",
    groupAdd: [...service.groupAdd],
    workingDir: service.workingDir ?? "",
    init: service.init,
    readOnly: service.readOnly,
    extraHosts: Object.entries(service.extraHosts).map(([host, address]) => `${host}:${address}`),
    capAdd: [...service.capAdd],
    capDrop: [...service.capDrop],
    // 0 is how the engine spells "no limit".
    nanoCpus: Math.round((service.resources.cpus ?? 0) * 1e9),
    memory: service.resources.memory?.count ?? 0,
    labels: { ...service.labels, ...composeLabels(service, context) },
  });
}
