import type { MountModel, PortModel, ServiceModel, StackModel } from "../model/types";
import { imageReference } from "./images";
import { secretFiles } from "./secret-files";
import { environmentValue, projectPath } from "./text";

type Section = Readonly<Record<string, unknown>>;

/** Leaves out what says nothing: `undefined`, `false`, empty lists and empty records. */
function withoutEmpty(section: Section): Section {
  const says = (value: unknown): boolean =>
    value !== undefined && value !== false && !(typeof value === "object" && value !== null && isEmpty(value));
  return Object.fromEntries(Object.entries(section).filter(([, value]) => says(value)));
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function toPort({ target, published, hostIp, protocol }: PortModel): Section {
  return {
    target,
    ...(published !== undefined && { published: String(published) }),
    host_ip: hostIp,
    protocol,
  };
}

function toVolumes(mounts: readonly MountModel[]): readonly Section[] {
  return mounts.flatMap((mount) => {
    if (mount.type === "tmpfs") return [];
    const { type, target, readOnly } = mount;
    const source = type === "bind" ? projectPath(mount.source) : mount.source;
    return [{ type, source, target, ...(readOnly && { read_only: true }) }];
  });
}

function toHealthcheck({ healthcheck }: ServiceModel): Section | undefined {
  if (healthcheck === undefined) return undefined;
  const { test, interval, timeout, retries, startPeriod, startInterval } = healthcheck;
  return {
    test,
    interval: String(interval),
    timeout: String(timeout),
    retries,
    start_period: String(startPeriod),
    ...(startInterval && { start_interval: String(startInterval) }),
  };
}

function toDeploy({ resources: { cpus, memory, memoryReservation } }: ServiceModel): Section | undefined {
  const resources = withoutEmpty({
    limits: { ...(cpus !== undefined && { cpus: String(cpus) }), ...(memory && { memory: String(memory) }) },
    reservations: { ...(memoryReservation && { memory: String(memoryReservation) }) },
  });
  return isEmpty(resources) ? undefined : { resources };
}

function sorted<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A service in the words of a Compose file. Keys stand in the order of the specification, which is the alphabet's;
 * what equals Compose's own default is left out.
 *
 * @param build the section that builds its image, where it is not pulled
 */
export function toServiceSection(service: ServiceModel, model: StackModel, build: unknown): Section {
  const environment = Object.entries(service.environment).map(
    ([name, value]) => [name, environmentValue(value)] as const,
  );
  const { secrets, configs } = secretFiles(service);
  const dependsOn = Object.entries(service.dependsOn).map(([name, condition]) => [name, { condition }] as const);
  const onlyDefault = service.networks.length === 1 && service.networks[0] === "default";
  return withoutEmpty({
    build,
    cap_add: service.capAdd,
    cap_drop: service.capDrop,
    command: service.command,
    configs,
    depends_on: Object.fromEntries(dependsOn),
    deploy: toDeploy(service),
    entrypoint: service.entrypoint,
    environment: sorted(Object.fromEntries(environment)),
    expose: service.expose.map(String),
    extra_hosts: sorted(service.extraHosts),
    group_add: service.groupAdd,
    healthcheck: toHealthcheck(service),
    image: imageReference(service.image, model),
    init: service.init,
    labels: sorted(service.labels),
    networks: onlyDefault ? [] : service.networks,
    ports: service.ports.map(toPort),
    profiles: service.lifecycle === "one-off" ? ["run"] : [],
    read_only: service.readOnly,
    restart: service.restart === "no" ? undefined : service.restart,
    secrets,
    stop_grace_period: String(service.stopGracePeriod) === "10s" ? undefined : String(service.stopGracePeriod),
    tmpfs: service.mounts.flatMap(({ type, target }) => (type === "tmpfs" ? [target] : [])),
    user: service.user,
    volumes: toVolumes(service.mounts),
    working_dir: service.workingDir,
  });
}
