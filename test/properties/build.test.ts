import fc from "fast-check";
import {
  compose,
  FindingsError,
  image,
  layer,
  service,
  sortFindings,
  toComposeYaml,
  volume,
  type ServiceHandle,
} from "../../compose";
import { acyclicGraph, toHandles } from "./arbitraries";

const build = (services: object, project = "generated-dev") =>
  compose("generated", {}, () => services as Readonly<Record<string, ServiceHandle>>).build({
    profile: "dev",
    project,
  });

const baked = fc
  .subarray(["src", "config", "tests"])
  .map((folders) => folders.map((source) => layer({ source, target: `/app/${source}`, delivery: "bake" })));

/** The lines of one service in a Compose file. */
function linesOf(yaml: string, name: string): string {
  const lines = yaml.split("\n");
  const services = lines.indexOf("services:");
  // A name such as `y`, which old YAML takes for true, stands in quotes.
  const start = lines.findIndex((line, at) => at > services && [`  ${name}:`, `  "${name}":`].includes(line));
  const length = lines.slice(start + 1).findIndex((line) => /^ {0,2}\S/.test(line));
  const end = length < 0 ? lines.length : start + 1 + length;
  return start < 0 ? "" : lines.slice(start, end).join("\n").trimEnd();
}

test("the same description gives the same model and the same file", () => {
  fc.assert(
    fc.property(acyclicGraph, (graph) => {
      const [first, second] = [build(toHandles(graph)), build(toHandles(graph))];
      expect(second).toEqual(first);
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      expect(toComposeYaml(second)).toBe(toComposeYaml(first));
    }),
  );
});

test("a service that is added leaves the models and the lines of the others as they are", () => {
  fc.assert(
    fc.property(acyclicGraph, baked, baked, fc.boolean(), (graph, layers, otherLayers, first) => {
      const app = image("app", { context: "app" });
      const base = { ...toHandles(graph), web: service("the-web", { image: app, layers }) };
      const extra = service("an-extra", { image: app, layers: otherLayers, volumes: { "/data": volume("extra") } });
      const before = build(base);
      const after = build(first ? { extra, ...base } : { ...base, extra });
      const { "an-extra": added, ...others } = after.services;
      expect(added?.name).toBe("an-extra");
      expect({ ...others }).toEqual({ ...before.services });
      const [yamlBefore, yamlAfter] = [toComposeYaml(before), toComposeYaml(after)];
      for (const name of Object.keys(before.services)) {
        expect(linesOf(yamlBefore, name)).not.toBe("");
        expect(linesOf(yamlAfter, name)).toBe(linesOf(yamlBefore, name));
      }
    }),
  );
});

const anything = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withSparseArray: true });
const keys = [
  "image",
  "layers",
  "networks",
  "dependsOn",
  "command",
  "environment",
  "secrets",
  "volumes",
  "tmpfs",
  "ports",
  "expose",
  "extraHosts",
  "healthcheck",
  "restart",
  "stopGracePeriod",
  "deploy",
  "labels",
  "user",
  "groupAdd",
  "init",
];
const hostileSpec = fc.oneof(
  anything,
  fc.dictionary(fc.constantFrom(...keys), anything).map((spec) => ({ image: "redis:7", ...spec })),
);

function findingsOf(services: object): FindingsError | undefined {
  try {
    build(services);
    return undefined;
  } catch (error) {
    if (error instanceof FindingsError) return error;
    throw new Error("the mistake came out as another error", { cause: error });
  }
}

test("a specification of any kind gives a model or findings, and no other error", () => {
  fc.assert(
    fc.property(fc.array(hostileSpec, { minLength: 1, maxLength: 4 }), (specs) => {
      const error = findingsOf(
        Object.fromEntries(
          specs.map((spec, index) => [`s${String(index)}`, service(`s${String(index)}`, spec as never)]),
        ),
      );
      expect(error?.findings ?? []).toEqual(sortFindings(error?.findings ?? []));
      for (const { path, fact, fix } of error?.findings ?? []) {
        expect(path).not.toBe("");
        expect(`${fact}; ${fix}`).toMatch(/^\S.+; \S/s);
      }
    }),
    { numRuns: 500 },
  );
});

test("a description that returns anything at all gives a model or findings", () => {
  fc.assert(
    fc.property(anything, (returned) => {
      expect(findingsOf(returned as object)).toBeInstanceOf(FindingsError);
    }),
    { numRuns: 300 },
  );
});

test("a wrong kind under any key is a finding below that key", () => {
  const wrong = fc.constantFrom<unknown>(Symbol("wrong"), () => undefined, Number.NaN, 10n);
  fc.assert(
    fc.property(fc.constantFrom(...keys), wrong, (key, value) => {
      const error = findingsOf({ web: service("web", { image: "redis:7", [key]: value } as never) });
      expect(error?.findings.map(({ path }) => path)).toEqual([`services.web.${key}`]);
    }),
  );
});
