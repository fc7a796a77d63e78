import type { Policy, Violation } from "./policy";

function allCapabilities(names: readonly string[], path: string): readonly Violation[] {
  const all = names.some((name) => /^(?:CAP_)?ALL$/i.test(name));
  return all ? [{ path, fact: "the container is given all capabilities" }] : [];
}

export const noPrivilegedContainers: Policy = {
  id: "no-privileged-containers",
  description: "No container is privileged or is given all capabilities.",
  rationale: "A privileged container can load modules, mount the host's disks and leave its isolation altogether.",
  fix: "give it only the capabilities that it needs",
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkService: ({ capAdd }) => allCapabilities(capAdd, "capAdd"),
  checkContainer: ({ privileged, capabilities }) => [
    ...(privileged === true ? [{ path: "privileged", fact: "the container is privileged" }] : []),
    ...allCapabilities(capabilities?.adds ?? [], "capabilities.adds"),
  ],
};

export const noHostNetwork: Policy = {
  id: "no-host-network",
  description: "No container shares the network of the host.",
  rationale: "It would reach everything that listens on the host's loopback, and open ports that nobody has published.",
  fix: "join a network of the stack, and publish the ports that others need",
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkContainer: ({ networkMode, networksAdvanced = [] }) =>
    [networkMode, ...networksAdvanced.map(({ name }) => name)].includes("host")
      ? [{ path: "networkMode", fact: "the container is on the network of the host" }]
      : [],
};
