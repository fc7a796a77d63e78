import type { BuildSpec, ImageHandle } from "../describe/image";
import type { Layer } from "../describe/storage";
import { parseImageRef } from "../values";
import type { Finding } from "../check/finding";
import type { BakedLayer, BuiltImage, ImageModel } from "./types";

function toBuiltImage(name: string, build: BuildSpec): BuiltImage {
  const args = Object.entries(build.args ?? {}).map(([key, value]) => [key, String(value)] as const);
  return {
    kind: "build",
    name,
    context: build.context,
    ...(build.dockerfile !== undefined && { dockerfile: build.dockerfile }),
    ...(build.target !== undefined && { target: build.target }),
    args: Object.fromEntries(args),
    additionalContexts: { ...build.additionalContexts },
  };
}

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
    return Object.fromEntries([...this.#images].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #registry(path: string, reference: string): string {
    try {
      parseImageRef(reference);
    } catch (error) {
      const [fact = "", fix = ""] = (error as Error).message.split("; ");
      this.findings.push({ path, fact, fix });
    }
    this.#images.set(reference, { kind: "registry", name: reference, reference });
    return reference;
  }

  #build(path: string, handle: ImageHandle): string {
    const other = this.#handles.get(handle.name);
    if (other !== undefined && other !== handle) {
      this.findings.push({
        path,
        fact: `another image is called "${handle.name}" too`,
        fix: "share one handle, or give each image a name of its own",
      });
    }
    this.#handles.set(handle.name, handle);
    this.#images.set(handle.name, toBuiltImage(handle.name, handle.build));
    return handle.name;
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
