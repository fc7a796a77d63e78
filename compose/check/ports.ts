import type { PortModel, StackModel } from "../model/types";
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
