import type { BuiltImage, ImageModel, LayeredImage, StackModel } from "../model/types";
import { projectPath } from "./text";

/** A value for Compose's `build`. */
type BuildSection = Readonly<Record<string, unknown>>;

function fromDockerfile({ context, dockerfile, target, args, additionalContexts }: BuiltImage): BuildSection {
  const contexts = Object.entries(additionalContexts).map(([name, folder]) => [name, projectPath(folder)] as const);
  return {
    context: projectPath(context),
    ...(dockerfile !== undefined && { dockerfile }),
    ...(Object.keys(args).length > 0 && { args }),
    ...(contexts.length > 0 && { additional_contexts: Object.fromEntries(contexts) }),
    ...(target !== undefined && { target }),
  };
}

/** Each layer is a context of its own, so that only its files count. */
function fromLayers({ base, layers }: LayeredImage, model: StackModel): BuildSection {
  const below = model.images[base];
  const contexts = layers.map(({ source }, index) => [`layer${String(index)}`, projectPath(source)] as const);
  const copies = layers.map(({ target }, index) => `COPY --link --from=layer${String(index)} . ${target}`);
  const from = below?.kind === "build" ? "base" : base;
  return {
    context: contexts[0]?.[1] ?? ".",
    dockerfile_inline: [`FROM ${from}`, ...copies, ""].join("\n"),
    additional_contexts: {
      ...(below?.kind === "build" && { base: `service:${imageServiceName(base, model)}` }),
      ...Object.fromEntries(contexts),
    },
  };
}

function buildSection(image: ImageModel, model: StackModel): BuildSection | undefined {
  switch (image.kind) {
    case "registry":
      return undefined;
    case "build":
      return fromDockerfile(image);
    case "layered":
      return fromLayers(image, model);
  }
}

/** How each image of the stack that is not pulled is built, by its name. */
export function buildSections(model: StackModel): Readonly<Record<string, BuildSection>> {
  return Object.fromEntries(
    Object.values(model.images).flatMap((image) => {
      const section = buildSection(image, model);
      return section === undefined ? [] : [[image.name, section]];
    }),
  );
}

/** The name of an image on the engine. */
export function imageReference(name: string, { images, project }: StackModel): string {
  const image = images[name];
  return image?.kind === "registry" ? image.reference : `${project}-${name}`;
}

/** The name of the service that stands for an image which others are laid on. */
export function imageServiceName(image: string, { services }: StackModel): string {
  let name = `${image}-image`;
  while (services[name] !== undefined) name = `${name}-image`;
  return name;
}

/** Images that others are laid on: Compose builds one only for a service that stands for it. */
export function basesOfLayers({ images }: StackModel): readonly string[] {
  const bases = Object.values(images).flatMap((image) => (image.kind === "layered" ? [image.base] : []));
  return [...new Set(bases)].filter((name) => images[name]?.kind === "build");
}
