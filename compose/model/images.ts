import type { ImageHandle } from "../describe/image";
import type { Layer } from "../describe/storage";
import { parseImageRef } from "../values";
import { splitMessage, type Finding } from "../check/finding";
import { wordIssue } from "../check/wording";
import { formatPath, toFindings } from "../check/zod-findings";
import { buildSchema } from "./reference-schemas";
import { byName } from "./records";
import type { BakedLayer, BuiltImage, ImageModel, RegistryImage } from "./types";

/** Collects the images of a stack: each once, whoever uses it. */
export class ImageCollector {
  readonly #images = new Map<string, ImageModel>();
  readonly #handles = new Map<string, ImageHandle>();
  readonly #layeredNames = new Map<string, string>();
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
    this.#add(path, { kind: "registry", name: reference, reference });
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
    this.#add(path, built);
    if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(name)) {
      this.findings.push({
        path: formatPath(["images", name]),
        fact: "this is not a name of an image",
        fix: "use lower-case letters, digits, ., - and _ between them",
      });
    }
    return name;
  }

  #add(path: string, image: BuiltImage | RegistryImage): void {
    const other = this.#images.get(image.name);
    if (other !== undefined && other.kind !== image.kind)
      this.findings.push({
        path,
        fact: `"${image.name}" is an image that the stack builds and one of a registry`,
        fix: "call the image that the stack builds otherwise",
      });
    this.#images.set(image.name, image);
  }

  /** Named by what is laid on, so that the name does not hang on which other images there are. */
  #layered(base: string, layers: readonly BakedLayer[]): string {
    const key = JSON.stringify({ base, layers });
    const known = this.#layeredNames.get(key);
    if (known !== undefined) return known;
    const stem = lastWord(base.replace(/[@:].*$/, ""));
    const plain = [stem, "with", ...layers.map(({ source }) => lastWord(source))].join("-");
    let name = plain;
    for (let count = 2; this.#images.has(name); count += 1) name = `${plain}-${String(count)}`;
    this.#layeredNames.set(key, name);
    this.#images.set(name, { kind: "layered", name, base, layers });
    return name;
  }
}

/** The last part of a path or reference, in letters that an image's name may have: `apps/My App/src` → `src`. */
function lastWord(path: string): string {
  const part = path.split("/").findLast((candidate) => candidate !== "") ?? "";
  return (
    part
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "files"
  );
}
