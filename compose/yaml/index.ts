import { Document, isMap, isScalar, type YAMLMap } from "yaml";
import type { StackModel } from "../model/types";
import { basesOfLayers, buildSections, imageReference, imageServiceName } from "./images";
import { topLevelConfigs, topLevelSecrets } from "./secret-files";
import { toServiceSection } from "./service";
import { escapeDeep } from "./text";

type Section = Readonly<Record<string, unknown>>;

// Expanded `content` of configs: https://github.com/docker/compose/releases/tag/v2.23.1
const composeWithContent = "2.23.1";
// `service:` among additional contexts: https://github.com/docker/docs/pull/21963
const composeWithServiceContexts = "2.33";

function header({ name, profile, secrets }: StackModel, needs: string): string {
  const lines = [
    `${name}, profile ${profile}: rendered from its description by pulumi-compose. Change that, not this file.`,
    `Needs Docker Compose ${needs} or newer, and stands in the project's folder: its paths begin there.`,
    ...(Object.keys(secrets).length > 0 ? ["Secrets are variables; .env.example lists them."] : []),
  ];
  return lines.map((line) => ` ${line}`).join("\n");
}

/** Entries in the order of their names, so that a new one moves no other. */
function byName(entries: readonly (readonly [string, unknown])[]): Section {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Renders a model as a Compose file. The same model gives the same text, and a change of one service changes that
 * service's lines only.
 *
 * - How an image is built is said once, under `x-images`, and services that run it refer there.
 * - A secret in a file is a secret of Compose, read from the environment; text around one is a config with `content`.
 * - One-off services are in the profile `run`: `docker compose run --rm NAME`.
 * - An image that layers are baked on is built for a service of its own, which runs nothing.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export function toComposeYaml(model: StackModel): string {
  const document = new Document({}, { compat: "yaml-1.1" });
  const builds = Object.entries(buildSections(model)).map(
    ([name, section]) => [name, document.createNode(escapeDeep(section)) as YAMLMap] as const,
  );
  const aliases = new Map(builds.map(([name, node]) => [name, document.createAlias(node, name)]));
  const bases = basesOfLayers(model);
  const file = {
    name: model.project,
    "x-images": Object.fromEntries(builds),
    services: byName([
      ...Object.values(model.services).map(
        (service) => [service.name, toServiceSection(service, model, aliases.get(service.image))] as const,
      ),
      ...bases.map(
        (image) => [imageServiceName(image, model), toImageService(image, model, aliases.get(image))] as const,
      ),
    ]),
    networks: networks(model),
    volumes: byName(Object.keys(model.volumes).map((name) => [name, {}])),
    configs: byName(Object.entries(topLevelConfigs(model))),
    secrets: byName(Object.entries(topLevelSecrets(model))),
  };
  const sections = Object.entries(file).filter(([, section]) => Object.keys(section).length > 0);
  document.contents = document.createNode(escapeDeep(Object.fromEntries(sections)));
  document.commentBefore = header(model, bases.length > 0 ? composeWithServiceContexts : composeWithContent);
  separate(document.contents);
  separate(document.get("services"));
  return document.toString({ lineWidth: 0 });
}

/** Compose builds an image only for a service; this one is never started. */
function toImageService(image: string, model: StackModel, build: unknown): Section {
  return { build, deploy: { replicas: 0 }, image: imageReference(image, model) };
}

function networks({ networks: all }: StackModel): Section {
  // The default network of a project needs no words.
  const said = Object.values(all).filter(({ name, internal }) => name !== "default" || internal);
  return byName(said.map(({ name, internal }) => [name, internal ? { internal } : {}]));
}

/** Sets the entries of a map apart by empty lines. */
function separate(map: unknown): void {
  if (!isMap(map)) return;
  for (const { key } of map.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}

export { toEnvExample } from "./env-example";
