import type { ImageHandle } from "../describe/image";
import type { Layer } from "../describe/storage";
import { parseImageRef } from "../values";
import { splitMessage, type Finding } from "../check/finding";
import { wordIssue } from "../check/wording";
import { formatPath, toFindings } from "../check/zod-findings";
import { buildSchema } from "./reference-schemas";
import { byName } from "./records";
import type { BakedLayer, BuiltImage, ImageModel } from "./types";

/** Collects the images of a stack: each once, whoever uses it. */
export class ImageCollector {
  readonly #images = new Map<string, ImageModel>();
  readonly #handles = new Map<string, ImageHandle>();
  readonly findings: Finding[] = [];

  /** The name of the image that a service runs, with its baked layers on top. */
  use(path: string, image: ImageHandle | string, layers: readonly Layer[]): string {
    const base = typeof image === "string" ? this.#registry(path, image) : this.#build(path, image);
    const baked = layers
      .filter(({ delivery }) => delivery === "bake")
      .map(({ source, target }) => ({ source, target }));
    return baked.length === 0 ? base : this.#layered(base, baked);
  }

  toRecord(): Readonly<Record<string, ImageModel>> {
    return byName(this.#images);
  }

  #registry(path: string, reference: string): string {
    try {
      parseImageRef(reference);
    } catch (error) {
      this.findings.push({ path, ...splitMessage((error as Error).message) });
    }
    this.#images.set(reference, { kind: "registry", name: reference, reference });
    return reference;
  }

  #build(path: string, handle: ImageHandle): string {
    const { name, build } = handle;
    const other = this.#handles.get(name);
    if (other === handle) return name;
    this.#handles.set(name, handle);
    if (other !== undefined) {
      this.findings.push({
        path,
        fact: `another image is called "${name}" too`,
        fix: "share one handle, or give each image a name of its own",
      });
    }
    const parsed = buildSchema.safeParse(build, { error: wordIssue });
    if (!parsed.success) {
      const known = Object.keys(buildSchema.shape).sort();
      this.findings.push(...toFindings(parsed.error, ["images", name], (at) => (at.length === 0 ? known : [])));
      return name;
    }
    const { context, dockerfile, target, args, additionalContexts } = parsed.data;
    const built: BuiltImage = {
      kind: "build",
      name,
      context,
      ...(dockerfile !== undefined && { dockerfile }),
      ...(target !== undefined && { target }),
      args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)])),
      additionalContexts,
    };
    this.#images.set(name, built);
    if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(name)) {
      this.findings.push({
        path: formatPath(["images", name]),
        fact: "this is not a name of an image",
        fix: "use lower-case letters, digits, ., - and _ between them",
      });
    }
    return name;
  }

  #layered(base: string, layers: readonly BakedLayer[]): string {
    const key = JSON.stringify(layers);
    const same = [...this.#images.values()].filter((image) => image.kind === "layered" && image.base === base);
    const found = same.find((image) => image.kind === "layered" && JSON.stringify(image.layers) === key);
    if (found !== undefined) return found.name;
    const stem = base.replace(/[@:].*$/, "").replace(/^.*\//, "");
    const name = same.length === 0 ? `${stem}-layered` : `${stem}-layered-${String(same.length + 1)}`;
    this.#images.set(name, { kind: "layered", name, base, layers });
    return name;
  }
}
