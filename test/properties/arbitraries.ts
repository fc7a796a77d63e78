import fc from "fast-check";
import { completed, healthy, job, run, service, started, type Dependency, type ServiceHandle } from "../../compose";

// The same cases in every run; another seed looks for further ones.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });

/** Names that a service may have, words of JavaScript's own objects among them. */
export const serviceName = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/) },
  { weight: 1, arbitrary: fc.constantFrom("constructor", "toString", "hasOwnProperty", "valueOf", "then") },
);

/** Names of services, and for each the earlier ones that it depends on: no cycle is possible. */
export const acyclicGraph = fc
  .uniqueArray(serviceName, { minLength: 1, maxLength: 10 })
  .chain((names) =>
    fc.tuple(
      fc.constant(names),
      fc.tuple(...names.map((_, index) => fc.subarray(names.slice(0, index)))),
      fc.tuple(...names.map(() => fc.constantFrom("checked", "plain", "job"))),
    ),
  )
  .map(([names, dependencies, kinds]) =>
    names.map((name, index) => ({
      name,
      dependsOn: dependencies[index] ?? [],
      kind: kinds[index] ?? "plain",
    })),
  );

export type Graph = readonly { readonly name: string; readonly dependsOn: readonly string[]; readonly kind: string }[];

function waitFor(handle: ServiceHandle): Dependency {
  if (handle.lifecycle === "job") return completed(handle as ServiceHandle<"job">);
  return handle.checked
    ? healthy(handle as ServiceHandle<"service", true>)
    : started(handle as ServiceHandle<"service">);
}

/** The services of a graph, each waiting for the strongest that its dependencies can reach. */
export function toHandles(graph: Graph): Readonly<Record<string, ServiceHandle>> {
  const made = new Map<string, ServiceHandle>();
  for (const { name, dependsOn, kind } of graph) {
    const spec = {
      image: "redis:7",
      labels: { kind },
      dependsOn: dependsOn.flatMap((dependency) => {
        const handle = made.get(dependency);
        return handle === undefined ? [] : [waitFor(handle)];
      }),
    };
    const checked = { ...spec, healthcheck: run(["redis-cli", "ping"]) };
    made.set(name, kind === "job" ? job(name, spec) : service(name, kind === "checked" ? checked : spec));
  }
  return Object.fromEntries([...made].map(([name, handle]) => [`the ${name}`, handle]));
}
