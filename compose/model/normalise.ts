import { secretsOf, type SecretRef } from "../values";
import { wordIssue } from "../check/wording";
import { formatPath, toFindings } from "../check/zod-findings";
import type { Finding } from "../check/finding";
import { ImageCollector } from "./images";
import { byName } from "./records";
import { serviceHandle } from "./reference-schemas";
import { defaultNetwork, toService } from "./service-model";
import { knownKeys, serviceSchema } from "./service-schema";
import type { NetworkModel, ServiceModel, StackModel } from "./types";

/** The parts of a stack, by name, and what was wrong with their shape. */
export interface NormalisedParts extends Pick<StackModel, "services" | "images" | "volumes" | "networks" | "secrets"> {
  readonly findings: readonly Finding[];
}

function secretsOfService({ environment, secrets }: ServiceModel): readonly SecretRef[] {
  return [...Object.values(environment), ...secrets.map(({ content }) => content)].flatMap(secretsOf);
}

/** A thing that is named twice in one list of a service, where only the last would count. */
function findTwice(path: string, names: readonly string[], verb: string): readonly Finding[] {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => ({ path, fact: `${verb} "${name}" twice`, fix: "keep one of them" }));
}

/**
 * Turns handles into a model by name: reads each service's shape, gathers what they use.
 *
 * @param handles what the description returned, by the author's names, which only messages use
 */
export function normalise(handles: Readonly<Record<string, unknown>>): NormalisedParts {
  const findings: Finding[] = [];
  const images = new ImageCollector();
  const services = new Map<string, ServiceModel>();
  const networks = new Map<string, NetworkModel>();
  const secrets = new Map<string, SecretRef>();
  const names = new Set<string>();
  for (const [key, input] of Object.entries(handles)) {
    if (input === undefined) continue;
    const read = serviceHandle.safeParse(input, { error: wordIssue });
    if (!read.success) {
      findings.push(...toFindings(read.error, ["services", key]));
      continue;
    }
    const handle = read.data;
    const path = ["services", handle.name];
    const parsed = serviceSchema.safeParse(handle.spec, { error: wordIssue });
    if (names.has(handle.name)) {
      findings.push({
        path: formatPath(path),
        fact: "two services have this name",
        fix: "give each a name of its own",
      });
    }
    names.add(handle.name);
    if (!parsed.success) {
      findings.push(...toFindings(parsed.error, path, knownKeys));
      continue;
    }
    const { image, layers, dependsOn, networks: used = [defaultNetwork] } = parsed.data;
    const waits = dependsOn.map(({ service }) => service.name);
    findings.push(...findTwice(formatPath([...path, "dependsOn"]), waits, "waits for"));
    const model = toService(handle, parsed.data, images.use(formatPath([...path, "image"]), image, layers));
    services.set(handle.name, model);
    for (const { name, internal } of used) {
      if (networks.get(name)?.internal === !internal)
        findings.push({
          path: formatPath([...path, "networks"]),
          fact: `another service describes the network "${name}" otherwise`,
          fix: "describe it once and share the value",
        });
      networks.set(name, { name, internal });
    }
    for (const ref of secretsOfService(model)) secrets.set(ref.name, ref);
  }
  const volumes = [...services.values()].flatMap(({ mounts }) =>
    mounts.flatMap((mount) => (mount.type === "volume" ? [mount.source] : [])),
  );
  return {
    services: byName(services),
    images: images.toRecord(),
    volumes: byName(volumes.map((name) => [name, { name }] as const)),
    networks: byName(networks),
    secrets: byName(secrets),
    findings: [...findings, ...images.findings],
  };
}
