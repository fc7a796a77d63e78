import type { ServiceModel, StackModel } from "../model/types";
import { referencesOf } from "../values";
import type { Finding } from "./finding";

function listensOn({ ports, expose }: ServiceModel): readonly number[] {
  return [...new Set<number>([...ports.map(({ target }) => target), ...expose])].sort((a, b) => a - b);
}

/** Every reference leads to a service of this profile, on a common network, and to a port that it listens on. */
export function checkReferences({ services, profile }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [service, { environment, networks }] of Object.entries(services)) {
    const references = Object.entries(environment).flatMap(([name, value]) =>
      referencesOf(value).map((reference) => ({ name, ...reference })),
    );
    for (const { name, service: target, port } of references) {
      const path = `services.${service}.environment.${name}`;
      const found = services[target];
      if (found === undefined) {
        findings.push({
          path,
          fact: `profile "${profile}" has no service "${target}"`,
          fix: "return it from the description, or drop the reference in this profile",
        });
        continue;
      }
      if (!found.networks.some((network) => networks.includes(network))) {
        findings.push({
          path,
          fact: `no network connects it with "${target}"`,
          fix: `put both on one network; "${target}" is on ${found.networks.join(", ")}`,
        });
      }
      const ports = listensOn(found);
      if (!ports.includes(port)) {
        findings.push({
          path,
          fact: `"${target}" does not say that it listens on ${String(port)}`,
          fix: `add ${String(port)} to its ports or expose; known are ${ports.join(", ") || "none"}`,
        });
      }
    }
  }
  return findings;
}
