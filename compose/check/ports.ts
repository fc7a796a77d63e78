import type { PortModel, StackModel } from "../model/types";
import type { Reference, Value } from "../values";
import type { Finding } from "./finding";

const everyAddress = new Set(["0.0.0.0", "::"]);

function clash(a: PortModel, b: PortModel): boolean {
  return (
    a.protocol === b.protocol &&
    a.published === b.published &&
    (a.hostIp === b.hostIp || everyAddress.has(a.hostIp) || everyAddress.has(b.hostIp))
  );
}

/** No port of the host is published twice. */
export function checkHostPorts({ services }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  const taken: { readonly service: string; readonly port: PortModel }[] = [];
  for (const [service, { ports, lifecycle }] of Object.entries(services)) {
    ports.forEach((port, index) => {
      if (port.published === undefined || lifecycle === "one-off") return;
      const other = taken.find((entry) => clash(entry.port, port));
      if (other === undefined) taken.push({ service, port });
      else {
        findings.push({
          path: `services.${service}.ports[${String(index)}]`,
          fact: `host port ${String(port.published)} is already taken by services.${other.service}`,
          fix: "publish another, or remove one",
        });
      }
    });
  }
  return findings;
}

function referencesOf(environment: Readonly<Record<string, Value>>): readonly (readonly [string, Reference])[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    typeof value === "object" && value.kind === "reference" ? [[name, value] as const] : [],
  );
}

/** Every reference leads to a service of this profile, and to a port that it says it listens on. */
export function checkReferences({ services, profile }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [service, { environment }] of Object.entries(services)) {
    for (const [name, { service: target, port }] of referencesOf(environment)) {
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
      const listens = [...found.ports.map((entry) => entry.target as number), ...(found.expose as readonly number[])];
      if (!listens.includes(port)) {
        const known = listens.length === 0 ? "none" : listens.join(", ");
        findings.push({
          path,
          fact: `"${target}" does not say that it listens on ${String(port)}`,
          fix: `add ${String(port)} to its ports or expose; known are ${known}`,
        });
      }
    }
  }
  return findings;
}
