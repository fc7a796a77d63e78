/** A network of the stack. Services that name none share the network `default`. */
export interface NetworkHandle {
  readonly kind: "network";
  readonly name: string;
  /** Whether the network has no way out. @default false */
  readonly internal: boolean;
}

/** Describes a network; on the engine it is called `<project>_<name>`. */
export function network(name: string, options: { readonly internal?: boolean } = {}): NetworkHandle {
  return Object.freeze({ kind: "network", name, internal: options.internal ?? false });
}

/** A port of a container that the host answers on. */
export interface PublishedPort {
  /** Port in the container. */
  readonly target: number;
  /** Port of the host; absent where the engine picks a free one. */
  readonly published?: number;
  /** Address of the host. */
  readonly hostIp: string;
  readonly protocol: "tcp" | "udp";
}

/** How a port is published. */
export interface PublishOptions {
  /** Port of the host; `"free"` lets the engine pick one. @default the same port */
  readonly published?: number | "free";
  /** Address of the host; name `0.0.0.0` to open the port to other hosts. @default "127.0.0.1" */
  readonly hostIp?: string;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
}

/** Publishes a port of a container on the host, on loopback unless told otherwise. */
export function publish(target: number, options: PublishOptions = {}): PublishedPort {
  const { published = target, hostIp = "127.0.0.1", protocol = "tcp" } = options;
  return Object.freeze({ target, ...(published !== "free" && { published }), hostIp, protocol });
}
