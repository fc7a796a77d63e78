import type { ServiceModel } from "./types";

type Services = Readonly<Record<string, Pick<ServiceModel, "dependsOn">>>;

/** The first cycle of dependencies, from a service back to itself, or `undefined`. */
export function findCycle(services: Services): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): readonly string[] | undefined => {
    const seen = trail.indexOf(name);
    if (seen >= 0) return [...trail.slice(seen), name];
    if (done.has(name)) return undefined;
    for (const dependency of Object.keys(services[name]?.dependsOn ?? {})) {
      const cycle = visit(dependency, [...trail, name]);
      if (cycle !== undefined) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of Object.keys(services).sort()) {
    const cycle = visit(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Names of services, each after all that it depends on; alphabetical where the order is free. */
export function startOrder(services: Services): readonly string[] {
  const order = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (order.has(name) || trail.includes(name) || services[name] === undefined) return;
    for (const dependency of Object.keys(services[name].dependsOn).sort()) visit(dependency, [...trail, name]);
    order.add(name);
  };
  for (const name of Object.keys(services).sort()) visit(name, []);
  return [...order];
}
