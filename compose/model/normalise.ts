import type { ServiceHandle } from "../describe/service";
import type { NetworkHandle, PublishedPort } from "../describe/network";
import type { Layer } from "../describe/storage";
import { secretsOf, type SecretRef } from "../values";
import { formatPath, toFindings } from "../check/zod-findings";
import type { Finding } from "../check/finding";
import { ImageCollector } from "./images";
import { knownServiceKeys, referenceKeys, serviceSchema, type ParsedService } from "./service-schema";
import type { MountModel, NetworkModel, SecretFileModel, ServiceModel, VolumeModel } from "./types";

/** The parts of a stack, by name, and what was wrong with their shape. */
export interface NormalisedParts {
  readonly services: Readonly<Record<string, ServiceModel>>;
  readonly images: ReturnType<ImageCollector["toRecord"]>;
  readonly volumes: Readonly<Record<string, VolumeModel>>;
  readonly networks: Readonly<Record<string, NetworkModel>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
  readonly findings: readonly Finding[];
}

const defaultNetwork: NetworkHandle = { kind: "network", name: "default", internal: false };

function byName<T>(items: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  return Object.fromEntries([...items].sort(([a], [b]) => (a < b ? -1 : 1)));
}

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

function toService(handle: ServiceHandle, parsed: ParsedService, image: string): ServiceModel {
  const { command, entrypoint, user, workingDir, healthcheck, secrets, volumes, tmpfs, deploy, ports, ...rest } =
    parsed;
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
    ...(healthcheck && { healthcheck: healthcheck as NonNullable<ServiceModel["healthcheck"]> }),
    secrets: toSecretFiles(secrets),
    mounts: toMounts(volumes, tmpfs, handle.spec.layers ?? []),
    ports: ports as readonly PublishedPort[] as ServiceModel["ports"],
    networks: (handle.spec.networks ?? [defaultNetwork]).map(({ name }) => name),
    dependsOn: byName(
      (handle.spec.dependsOn ?? []).map(({ service, condition }) => [service.name, condition] as const),
    ),
    resources: {
      ...(limits?.cpus !== undefined && { cpus: limits.cpus }),
      ...(limits?.memory && { memory: limits.memory }),
      ...(reservations?.memory && { memoryReservation: reservations.memory }),
    },
  };
}

function secretsOfService({ environment, secrets }: ServiceModel): readonly SecretRef[] {
  return [...Object.values(environment), ...secrets.map(({ content }) => content)].flatMap(secretsOf);
}

function omitReferences(spec: object): object {
  return Object.fromEntries(
    Object.entries(spec).filter(
      ([key, value]) => value !== undefined && !(referenceKeys as readonly string[]).includes(key),
    ),
  );
}

/** Turns handles into a model by name: reads each service's shape, gathers what they use. */
export function normalise(handles: readonly ServiceHandle[]): NormalisedParts {
  const findings: Finding[] = [];
  const images = new ImageCollector();
  const services = new Map<string, ServiceModel>();
  const networks = new Map<string, NetworkModel>();
  const secrets = new Map<string, SecretRef>();
  for (const handle of handles) {
    const path = ["services", handle.name];
    const parsed = serviceSchema.safeParse(omitReferences(handle.spec));
    const image = images.use(formatPath([...path, "image"]), handle.spec.image, handle.spec.layers ?? []);
    if (services.has(handle.name)) {
      findings.push({
        path: formatPath(path),
        fact: "two services have this name",
        fix: "give each a name of its own",
      });
    }
    if (!parsed.success) {
      findings.push(...toFindings(parsed.error, path, (at) => (at.length === 0 ? knownServiceKeys : [])));
      continue;
    }
    const model = toService(handle, parsed.data, image);
    services.set(handle.name, model);
    for (const { name, internal } of handle.spec.networks ?? [defaultNetwork]) networks.set(name, { name, internal });
    for (const ref of secretsOfService(model)) secrets.set(ref.name, ref);
  }
  const volumes = [...services.values()].flatMap(({ mounts }) =>
    mounts.flatMap((mount) => (mount.type === "volume" ? [mount.source] : [])),
  );
  return {
    services: byName(services),
    images: images.toRecord(),
    volumes: byName(volumes.map((name) => [name, { name }] as const)),
    networks: byName(networks),
    secrets: byName(secrets),
    findings: [...findings, ...images.findings],
  };
}
