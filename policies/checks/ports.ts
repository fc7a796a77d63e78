import { labelOf } from "./container";
import type { Policy, Violation } from "./policy";

/** The label that declares ports of a container public: `"443"`, or `"80,443"`. */
export const publicPortsLabel = "pulumi-compose.public-ports";

interface OpenPort {
  readonly target: number;
  readonly hostIp: string;
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

function openToOthers(ports: readonly OpenPort[], declared: string | undefined): readonly Violation[] {
  const isPublic = new Set((declared ?? "").split(",").map(Number));
  return ports.flatMap(({ target, hostIp }, index) =>
    isLoopback(hostIp) || isPublic.has(target)
      ? []
      : [{ path: `ports[${String(index)}]`, fact: `port ${String(target)} is open to other hosts on ${hostIp}` }],
  );
}

export const portsOnLoopback: Policy = {
  id: "ports-on-loopback",
  description: "Published ports are open on the host's loopback alone, unless they are declared public.",
  rationale:
    "Docker opens ports past the host's own firewall rules; what other hosts may reach is to be said, not to happen.",
  fix: `publish it on "127.0.0.1", or declare it by the service's label "${publicPortsLabel}"`,
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkService: ({ ports, labels }) => openToOthers(ports, labels[publicPortsLabel]),
  checkContainer: (container) => [
    ...openToOthers(
      // The provider publishes on every address where none is named.
      (container.ports ?? []).map(({ internal = 0, ip = "0.0.0.0" }) => ({ target: internal, hostIp: ip })),
      labelOf(container, publicPortsLabel),
    ),
    ...(container.publishAllPorts === true
      ? [{ path: "publishAllPorts", fact: "every port of the image is open to other hosts" }]
      : []),
  ],
};
