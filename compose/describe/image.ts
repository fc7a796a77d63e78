/** How an image is built; the words are those of Compose's `build`. */
export interface BuildSpec {
  /** Folder, relative to the project, whose files the Dockerfile sees. */
  readonly context: string;
  /** @default "Dockerfile" in the context */
  readonly dockerfile?: string;
  /** Stage of the Dockerfile. @default the last stage */
  readonly target?: string;
  /** Build arguments. They stay readable in the image's history, so secrets do not compile here. */
  readonly args?: Readonly<Record<string, string | number | boolean>>;
  /** Further folders by name, for `COPY --from=NAME` and `RUN --mount=from=NAME`. */
  readonly additionalContexts?: Readonly<Record<string, string>>;
}

/** An image that the stack builds. */
export interface ImageHandle {
  readonly kind: "image";
  readonly name: string;
  readonly build: BuildSpec;
}

/** Describes an image that the stack builds. Services that share one take the same handle. */
export function image(name: string, build: BuildSpec): ImageHandle {
  return Object.freeze({ kind: "image", name, build });
}
