/** A reference to an image, taken apart: `registry/name:tag@sha256:…`. */
export interface ImageRef {
  /** Registry and repository, as in `docker.io/library/neo4j` or `neo4j`. */
  readonly repository: string;
  /** The tag, where one is named. */
  readonly tag?: string;
  /** `sha256:` with 64 hexadecimal digits, where the image is pinned. */
  readonly digest?: string;
}

// A sample: ghcr.io/acme/api:1.2.3@sha256:0f1e…
const form =
  /^(?<repository>(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/**
 * Reads a reference to an image.
 *
 * @throws RangeError that shows the form expected; it does not repeat the text
 * @see https://pkg.go.dev/github.com/distribution/reference for the grammar
 */
export function parseImageRef(text: string): ImageRef {
  const groups = form.exec(text)?.groups;
  if (groups?.repository === undefined) {
    throw new RangeError(
      "this is not an image reference; write it as name:tag or name:tag@sha256:<64 hexadecimal digits>",
    );
  }
  const { repository, tag, digest } = groups;
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The reference as Docker writes it. */
export function formatImageRef({ repository, tag, digest }: ImageRef): string {
  return `${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}
