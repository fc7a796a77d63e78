import { isAbsolute, join } from "node:path";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import {
  formatReference,
  type Duration,
  type ImageModel,
  type MountModel,
  type ServiceModel,
  type Value,
} from "../compose";
import { configHash } from "./config-hash";
import { ownLabels } from "./own-labels";
import type { SecretValues } from "./secrets";

/** What a container is made from beside the model: names and ids that only the deployment knows. */
export interface ContainerContext {
  readonly project: string;
  readonly profile: string;
  /** What the image is made from. */
  readonly imageModel: ImageModel;
  /** Absolute path that bind mounts are relative to. */
  readonly projectFolder: string;
  readonly image: pulumi.Input<string>;
  /** Ids of networks by their name in the model. */
  readonly networkIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Names of volumes on the engine by their name in the model. */
  readonly volumeNames: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: SecretValues;
}

/** `90s` → `"1m30s"`, `2m` → `"2m0s"`: the engine reads durations back in Go's form, and another form is a diff. */
export function toGoDuration({ milliseconds }: Duration): string {
  if (milliseconds < 1_000) return milliseconds === 0 ? "0s" : `${milliseconds}ms`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const seconds = (milliseconds % 60_000) / 1_000;
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds}s`;
}

/** The engine reports capabilities with the prefix; without it each update would show a change. */
function toCapability(name: string): string {
  const upper = name.toUpperCase();
  return upper === "ALL" || upper.startsWith("CAP_") ? upper : `CAP_${upper}`;
}

/** Compose's own labels: `docker compose -p PROJECT ps`, `logs` and `exec` find the container by them. */
export function composeLabels(
  service: ServiceModel,
  { project, projectFolder }: Pick<ContainerContext, "project" | "projectFolder">,
): Readonly<Record<string, string>> {
  return {
    "com.docker.compose.project": project,
    "com.docker.compose.project.working_dir": projectFolder,
    "com.docker.compose.service": service.name,
    "com.docker.compose.container-number": "1",
    "com.docker.compose.oneoff": service.lifecycle === "one-off" ? "True" : "False",
    "com.docker.compose.config-hash": configHash(service),
  };
}

/** The text of a variable; secret where one of its parts is. */
export function toText(value: Value, secrets: SecretValues): pulumi.Input<string> {
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "reference":
      return formatReference(value);
    case "secret":
      return secrets.valueOf(value);
    case "text":
      return pulumi.concat(...value.parts.map((part) => (typeof part === "string" ? part : secrets.valueOf(part))));
  }
}

type Volume = docker.types.input.ContainerVolume;

function toVolume(
  mount: Exclude<MountModel, { type: "tmpfs" }>,
  { projectFolder, volumeNames }: ContainerContext,
): Volume {
  const common = { containerPath: mount.target, readOnly: mount.readOnly };
  if (mount.type === "volume") return { ...common, volumeName: volumeNames[mount.source] ?? mount.source };
  return { ...common, hostPath: isAbsolute(mount.source) ? mount.source : join(projectFolder, mount.source) };
}

function toMounts(service: ServiceModel, context: ContainerContext): Pick<docker.ContainerArgs, "volumes" | "tmpfs"> {
  const volumes = service.mounts.flatMap((mount) => (mount.type === "tmpfs" ? [] : [toVolume(mount, context)]));
  const tmpfs = Object.fromEntries(
    service.mounts.flatMap((mount) => (mount.type === "tmpfs" ? [[mount.target, ""]] : [])),
  );
  return { ...(volumes.length > 0 && { volumes }), ...(Object.keys(tmpfs).length > 0 && { tmpfs }) };
}

function toResources({ cpus, memory, memoryReservation }: ServiceModel["resources"]): Partial<docker.ContainerArgs> {
  return {
    ...(cpus !== undefined && { cpus: String(cpus) }),
    // Docker's own default for swap, said aloud: a new limit alone is refused when it exceeds the old swap limit.
    ...(memory && { memory: memory.inMebibytes, memorySwap: 2 * memory.inMebibytes }),
    ...(memoryReservation && { memoryReservation: memoryReservation.inMebibytes }),
  };
}

function toRestart(restart: string): Partial<docker.ContainerArgs> {
  const [policy = "no", retries] = restart.split(":");
  return { restart: policy, ...(retries !== undefined && { maxRetryCount: Number(retries) }) };
}

function toHealthcheck({ healthcheck }: ServiceModel): Partial<docker.ContainerArgs> {
  if (healthcheck === undefined) return {};
  const { test, interval, timeout, retries, startPeriod, startInterval } = healthcheck;
  return {
    healthcheck: {
      tests: [...test],
      interval: toGoDuration(interval),
      timeout: toGoDuration(timeout),
      retries,
      startPeriod: toGoDuration(startPeriod),
      ...(startInterval && { startInterval: toGoDuration(startInterval) }),
    },
  };
}

/** What the container's processes see and may do. */
function toProcess(service: ServiceModel, { secrets }: ContainerContext): Partial<docker.ContainerArgs> {
  const { command, entrypoint, environment, user, groupAdd, workingDir, capAdd, capDrop } = service;
  const envs = Object.entries(environment)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => pulumi.concat(name, "=", toText(value, secrets)));
  return {
    ...(command && { command: [...command] }),
    ...(entrypoint && { entrypoints: [...entrypoint] }),
    ...(envs.length > 0 && { envs }),
    ...(user !== undefined && { user }),
    ...(groupAdd.length > 0 && { groupAdds: [...groupAdd] }),
    ...(workingDir !== undefined && { workingDir }),
    ...(capAdd.length + capDrop.length > 0 && {
      capabilities: { adds: capAdd.map(toCapability), drops: capDrop.map(toCapability) },
    }),
    init: service.init,
    readOnly: service.readOnly,
  };
}

/** Arguments of a `docker.Container`, with what the provider needs to be told to do what Compose would. */
export function toContainerArgs(service: ServiceModel, context: ContainerContext): docker.ContainerArgs {
  const { project, networkIds, secrets } = context;
  const graceSeconds = Math.ceil(service.stopGracePeriod.inSeconds);
  const labels = { ...service.labels, ...ownLabels(service, context), ...composeLabels(service, context) };
  const hosts = Object.entries(service.extraHosts).map(([host, ip]) => ({ host, ip }));
  return {
    name: `${project}-${service.name}-1`,
    image: context.image,
    ...toProcess(service, context),
    ...toMounts(service, context),
    ...toHealthcheck(service),
    ...toRestart(service.restart),
    ...toResources(service.resources),
    ports: service.ports.map(({ target, published, hostIp, protocol }) => ({
      internal: target,
      ...(published !== undefined && { external: published }),
      ip: hostIp,
      protocol,
    })),
    networksAdvanced: service.networks.map((name) => ({ name: networkIds[name] ?? name, aliases: [service.name] })),
    ...(hosts.length > 0 && { hosts }),
    uploads: service.secrets.map(({ target, content, mode }) => ({
      file: target,
      content: toText(content, secrets),
      permissions: mode,
    })),
    labels: Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, value]) => ({ label, value })),
    mustRun: service.lifecycle === "service",
    // The provider kills at once on removal unless told how long to wait; `stopTimeout` alone it ignores.
    destroyGraceSeconds: graceSeconds,
    stopTimeout: graceSeconds,
  };
}
