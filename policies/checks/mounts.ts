import { posix } from "node:path";
import type { ServiceModel } from "../../compose";
import type { ContainerProperties } from "./container";
import type { Policy, Violation } from "./policy";

/** A path of the host that a container sees. */
interface HostPath {
  readonly source: string;
  readonly target: string;
}

function hostPathsOfService({ mounts }: ServiceModel): readonly HostPath[] {
  return mounts.flatMap((mount) => (mount.type === "bind" ? [mount] : []));
}

function hostPathsOfContainer({ volumes = [], mounts = [] }: ContainerProperties): readonly HostPath[] {
  const fromVolumes = volumes.flatMap(({ hostPath, containerPath = "" }) =>
    hostPath === undefined || hostPath === "" ? [] : [{ source: hostPath, target: containerPath }],
  );
  const fromMounts = mounts.flatMap(({ type, source = "", target = "" }) =>
    type === "bind" ? [{ source, target }] : [],
  );
  return [...fromVolumes, ...fromMounts];
}

function bindMounts(paths: readonly HostPath[]): readonly Violation[] {
  return paths.map(({ source, target }) => ({
    path: `volumes["${target}"]`,
    fact: `${source} of the host is mounted`,
  }));
}

/** Whether the engine's socket is a path or lies below it. */
function leadsToSocket(source: string): boolean {
  const folder = posix.normalize(`${source}/`);
  return (
    posix.basename(source) === "docker.sock" ||
    ["/run/docker.sock", "/var/run/docker.sock"].some((socket) => socket.startsWith(folder))
  );
}

function sockets(paths: readonly HostPath[]): readonly Violation[] {
  return paths
    .filter(({ source }) => leadsToSocket(source))
    .map(({ source, target }) => ({
      path: `volumes["${target}"]`,
      fact: `${source} leads to the socket of the Docker engine`,
    }));
}

export const noBindMounts: Policy = {
  id: "no-bind-mounts",
  description: "No folder of the host is mounted into a container.",
  rationale:
    "What runs must be what was built and tested; a folder of the host is neither, and is missing on the next host.",
  fix: "use a named volume, or a layer that is baked into the image",
  severity: { relaxed: "disabled", strict: "mandatory" },
  checkService: (service) => bindMounts(hostPathsOfService(service)),
  checkContainer: (container) => bindMounts(hostPathsOfContainer(container)),
};

export const noDockerSocket: Policy = {
  id: "no-docker-socket",
  description: "No container sees the socket of the Docker engine.",
  rationale:
    "Who may talk to the engine may start a container with the host's whole file system: it is root on the host.",
  fix: "take the mount away; a program that has to talk to the engine needs a proxy that limits what it may ask",
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkService: (service) => sockets(hostPathsOfService(service)),
  checkContainer: (container) => sockets(hostPathsOfContainer(container)),
};
