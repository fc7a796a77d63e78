import fc from "fast-check";
import { compose, FindingsError, startOrder, type ServiceModel } from "../../compose";
import { findCycle } from "../../compose/model/start-order";
import { acyclicGraph, serviceName, toHandles, type Graph } from "./arbitraries";

type Dependencies = Readonly<Record<string, Pick<ServiceModel, "dependsOn">>>;

function toDependencies(edges: readonly (readonly [string, readonly string[]])[]): Dependencies {
  const all = edges.map(([name, dependsOn]) => [
    name,
    { dependsOn: Object.fromEntries(dependsOn.map((dependency) => [dependency, "service_started" as const])) },
  ]);
  return Object.assign(Object.create(null) as object, Object.fromEntries(all)) as Dependencies;
}

const build = (graph: Graph) =>
  compose("generated", {}, () => toHandles(graph)).build({ profile: "dev", project: "generated-dev" });

test("the start order holds every service once, after all that it depends on", () => {
  fc.assert(
    fc.property(acyclicGraph, (graph) => {
      const order = startOrder(build(graph).services);
      expect([...order].sort()).toEqual(graph.map(({ name }) => name).sort());
      for (const { name, dependsOn } of graph)
        for (const dependency of dependsOn) expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(name));
    }),
  );
});

test("the start order does not hang on the order in which services and dependencies are written", () => {
  fc.assert(
    fc.property(
      acyclicGraph.chain((graph) =>
        fc.tuple(fc.constant(graph), fc.shuffledSubarray([...graph], { minLength: graph.length })),
      ),
      ([graph, shuffled]) => {
        const edges = (list: Graph) => toDependencies(list.map(({ name, dependsOn }) => [name, dependsOn]));
        const turned = shuffled.map((node) => ({ ...node, dependsOn: [...node.dependsOn].reverse() }));
        expect(startOrder(edges(turned))).toEqual(startOrder(edges(graph)));
      },
    ),
  );
});

const cycle = fc.uniqueArray(serviceName, { minLength: 1, maxLength: 6 });

test("a cycle is found in every graph that has one, and is one", () => {
  fc.assert(
    fc.property(acyclicGraph, cycle, (graph, ring) => {
      const edges = new Map(graph.map(({ name, dependsOn }) => [name, [...dependsOn]]));
      ring.forEach((name, index) => {
        edges.set(name, [...(edges.get(name) ?? []), ring[(index + 1) % ring.length] ?? name]);
      });
      const services = toDependencies([...edges]);
      const found = findCycle(services) ?? [];
      expect(found.length).toBeGreaterThan(1);
      expect(found[0]).toBe(found.at(-1));
      found.slice(1).forEach((name, index) => {
        expect(Object.keys(services[found[index] ?? ""]?.dependsOn ?? {})).toContain(name);
      });
    }),
  );
});

test("no cycle is found where there is none", () => {
  fc.assert(
    fc.property(acyclicGraph, (graph) => {
      expect(findCycle(toDependencies(graph.map(({ name, dependsOn }) => [name, dependsOn])))).toBeUndefined();
    }),
  );
});

test("every description with a cycle is refused with a finding that spells it out", () => {
  fc.assert(
    fc.property(cycle, (ring) => {
      // Handles are immutable, so only a specification that is changed afterwards can close a ring.
      const specs = ring.map(() => ({ image: "redis:7", dependsOn: [] as unknown[] }));
      const handle = (name: string, index: number) => ({
        kind: "service",
        name,
        lifecycle: "service",
        spec: specs[index],
      });
      const handles = ring.map(handle);
      specs.forEach((spec, index) => {
        spec.dependsOn.push({ service: handles[(index + 1) % ring.length], condition: "service_started" });
      });
      const stack = compose(
        "ring",
        {},
        () => Object.fromEntries(ring.map((name, index) => [name, handles[index]])) as never,
      );
      expect(() => stack.build({ profile: "dev", project: "ring-dev" })).toThrow(FindingsError);
      expect(() => stack.build({ profile: "dev", project: "ring-dev" })).toThrow(
        /the services wait for each other: .+ → /,
      );
    }),
  );
});
