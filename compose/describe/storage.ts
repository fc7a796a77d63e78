/** A named volume: it outlives containers, and the stack unless the stack is ephemeral. */
export interface VolumeHandle {
  readonly kind: "volume";
  readonly name: string;
}

/** A folder or file of the host, relative to the project or absolute. */
export interface BindHandle {
  readonly kind: "bind";
  readonly source: string;
}

/** A source that a container sees but can't write to. */
export interface ReadOnlyMount {
  readonly kind: "read-only";
  readonly mount: VolumeHandle | BindHandle;
}

/** What may stand behind a path of a container. */
export type Mount = VolumeHandle | BindHandle | ReadOnlyMount;

/** How a layer reaches a container: from the host as it is, or as part of the image. */
export type LayerDelivery = "bind" | "bake";

/** A folder of the project that some profiles bind from the host and others bake into the image. */
export interface Layer {
  readonly kind: "layer";
  /** Folder, relative to the project. */
  readonly source: string;
  /** Path in the container. */
  readonly target: string;
  readonly delivery: LayerDelivery;
}

/** Describes a named volume; on the engine it is called `<project>_<name>`. */
export function volume(name: string): VolumeHandle {
  return Object.freeze({ kind: "volume", name });
}

/** Describes a bind mount of a folder or file of the host. */
export function bind(source: string): BindHandle {
  return Object.freeze({ kind: "bind", source });
}

/** Makes a mount read-only for the service that takes it. */
export function readOnly(mount: VolumeHandle | BindHandle): ReadOnlyMount {
  return Object.freeze({ kind: "read-only", mount });
}

/**
 * Describes a folder that is declared once and delivered in two ways: bound, so that an edit on the host is seen
 * at once, or baked on top of the image, so that nothing of the host is needed.
 */
export function layer(options: {
  readonly source: string;
  readonly target: string;
  readonly delivery: LayerDelivery;
}): Layer {
  return Object.freeze({ kind: "layer", ...options });
}
