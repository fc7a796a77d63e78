import type { ServiceHandle } from "../describe/service";
import type { NetworkHandle } from "../describe/network";
import type { Layer } from "../describe/storage";
import { byName } from "./records";
import type { ParsedService } from "./service-schema";
import type { HealthcheckModel, MountModel, PortModel, SecretFileModel, ServiceModel } from "./types";

/** The network of services that name none. */
export const defaultNetwork: NetworkHandle = { kind: "network", name: "default", internal: false };

function toMounts(
  volumes: ParsedService["volumes"],
  tmpfs: readonly string[],
  layers: readonly Layer[],
): readonly MountModel[] {
  const bound = layers.filter(({ delivery }) => delivery === "bind");
  const mounts: MountModel[] = bound.map(({ source, target }) => ({ type: "bind", source, target, readOnly: true }));
  for (const [target, entry] of Object.entries(volumes)) {
    const mount = entry.kind === "read-only" ? entry.mount : entry;
    const source = mount.kind === "volume" ? mount.name : mount.source;
    mounts.push({ type: mount.kind, source, target, readOnly: entry.kind === "read-only" });
  }
  return [...mounts, ...tmpfs.map((target) => ({ type: "tmpfs", target }) as const)];
}

function toSecretFiles(secrets: ParsedService["secrets"]): readonly SecretFileModel[] {
  return Object.entries(secrets).map(([target, entry]) =>
    entry.kind === "secret-file"
      ? { target, content: entry.content, mode: entry.mode }
      : { target, content: entry, mode: "0444" },
  );
}

/** A service by name and unit, from the shape that was read. */
export function toService(handle: ServiceHandle, parsed: ParsedService, image: string): ServiceModel {
  const { command, entrypoint, user, workingDir, healthcheck, secrets, volumes, deploy, ...others } = parsed;
  const { layers, tmpfs, dependsOn, networks = [defaultNetwork], ...rest } = others;
  const { limits, reservations } = deploy.resources ?? {};
  return {
    ...rest,
    name: handle.name,
    lifecycle: handle.lifecycle,
    ...(handle.recipe !== undefined && { recipe: handle.recipe }),
    image,
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
    ...(user !== undefined && { user }),
    ...(workingDir !== undefined && { workingDir }),
    // Zod types an optional key as one that may hold `undefined`; it leaves such keys out.
    ...(healthcheck && { healthcheck: healthcheck as HealthcheckModel }),
    secrets: toSecretFiles(secrets),
    mounts: toMounts(volumes, tmpfs, layers),
    ports: rest.ports as readonly PortModel[],
    networks: networks.map(({ name }) => name),
    dependsOn: byName(dependsOn.map(({ service, condition }) => [service.name, condition] as const)),
    resources: {
      ...(limits?.cpus !== undefined && { cpus: limits.cpus }),
      ...(limits?.memory && { memory: limits.memory }),
      ...(reservations?.memory && { memoryReservation: reservations.memory }),
    },
  };
}
