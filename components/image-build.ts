import { isAbsolute, join } from "node:path";
import * as docker from "@pulumi/docker";
import * as build from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import type { BuiltImage, LayeredImage } from "../compose";

/** What an image is built from. */
export interface ImageBuildArgs {
  readonly project: string;
  /** Absolute path that contexts are relative to. */
  readonly projectFolder: string;
  readonly image: BuiltImage | LayeredImage;
  /** The image below, for a layered one. */
  readonly base?: pulumi.Input<string>;
}

type Source = Pick<build.ImageArgs, "context" | "dockerfile" | "target" | "buildArgs">;

/** Folders by name, for `COPY --from=` and `RUN --mount=from=`. */
function named(
  folders: Readonly<Record<string, string>>,
  resolve: (folder: string) => string,
): Record<string, { location: string }> {
  return Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, { location: resolve(folder) }]));
}

function fromDockerfile(image: BuiltImage, resolve: (folder: string) => string): Source {
  const location = resolve(image.context);
  return {
    context: { location, named: named(image.additionalContexts, resolve) },
    dockerfile: { location: join(location, image.dockerfile ?? "Dockerfile") },
    ...(image.target !== undefined && { target: image.target }),
    buildArgs: { ...image.args },
  };
}

/**
 * A Dockerfile of one COPY for each layer. Each layer is a context of its own, so only its files count.
 *
 * The image below comes as an argument: in the preview of a new stack it is not known yet, and where the whole
 * Dockerfile is unknown, the provider looks for a file `Dockerfile` in the context and fails.
 */
function fromLayers({ layers }: LayeredImage, base: pulumi.Input<string>, resolve: (folder: string) => string): Source {
  const contexts = Object.fromEntries(layers.map(({ source }, index) => [`layer${index}`, source]));
  const copies = layers.map(({ target }, index) => `COPY --link --from=layer${index} . ${target}`);
  return {
    context: { location: resolve(layers[0]?.source ?? "."), named: named(contexts, resolve) },
    dockerfile: { inline: `ARG BASE\nFROM \${BASE}\n${copies.join("\n")}\n` },
    buildArgs: { BASE: base },
  };
}

/** Builds an image with the engine's own builder and names it by its content. */
export class ImageBuild extends pulumi.ComponentResource {
  /** `<project>-<name>:<content>`: another content is another name, which replaces what runs it, and nothing else. */
  readonly reference: pulumi.Output<string>;

  constructor(name: string, args: ImageBuildArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("pulumi-compose:index:ImageBuild", name, {}, options);
    const { image, projectFolder, project, base = "scratch" } = args;
    const resolve = (folder: string): string => (isAbsolute(folder) ? folder : join(projectFolder, folder));
    const repository = `${project}-${image.name}`;
    const built = new build.Image(
      name,
      {
        ...(image.kind === "build" ? fromDockerfile(image, resolve) : fromLayers(image, base, resolve)),
        tags: [`${repository}:latest`],
        // `exec` runs `docker buildx`; the provider's own client does not know the engine's builder, would start one
        // in a container and not see local base images. https://github.com/pulumi/pulumi-docker-build/issues/55
        exec: true,
        builder: { name: "default" },
        load: true,
        push: false,
        buildOnPreview: false,
      },
      // Removal is forced and by id: it would take the image from other projects that built the same content.
      { parent: this, retainOnDelete: true },
    );
    // With a local build the digest is the image's id: sha256:3f2a9c…
    const content = built.digest.apply((digest) => digest.replace(/^sha256:/, "").slice(0, 12));
    const tag = new docker.Tag(
      name,
      { sourceImage: built.digest, targetImage: pulumi.interpolate`${repository}:${content}` },
      { parent: this, retainOnDelete: true },
    );
    this.reference = tag.targetImage;
    this.registerOutputs({ reference: this.reference });
  }
}
