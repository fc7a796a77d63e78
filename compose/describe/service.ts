import type { ByteText, Bytes, Duration, DurationText, InterpolatedText, Reference, SecretRef, Value } from "../values";
import type { Healthcheck } from "./healthcheck";
import type { ImageHandle } from "./image";
import type { NetworkHandle, PublishedPort } from "./network";
import type { Layer, Mount } from "./storage";

/** How a container lives: on and on, once at every deployment that changes it, or only when somebody runs it. */
export type Lifecycle = "service" | "job" | "one-off";

/** What a service may wait for, in the words of the Compose Specification. */
export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";

/** A gate: this service starts only after that one is in a condition. */
export interface Dependency {
  readonly service: ServiceHandle;
  readonly condition: Condition;
}

/** A secret as a file in the container. */
export interface SecretFile {
  readonly kind: "secret-file";
  readonly content: SecretRef | InterpolatedText;
  /** Permission bits, octal. @default "0444" */
  readonly mode: string;
}

/** What a service may take of the machine. */
export interface Resources {
  /** CPU cores, fractions allowed. */
  readonly cpus?: number;
  readonly memory?: ByteText | Bytes;
}

/**
 * A service, in camelCase of the Compose Specification.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/05-services.md
 */
export interface ServiceSpec {
  /** An image of the stack, or a reference such as `"redis:7@sha256:…"`. */
  readonly image: ImageHandle | string;
  /** Program and arguments; replaces the image's CMD. */
  readonly command?: readonly string[];
  /** Replaces the image's ENTRYPOINT. */
  readonly entrypoint?: readonly string[];
  /** Variables. A secret is readable here by whoever may inspect the container; prefer `secrets`. */
  readonly environment?: Readonly<Record<string, Value>>;
  /** Files that hold secrets, by their path in the container. */
  readonly secrets?: Readonly<Record<`/${string}`, SecretRef | InterpolatedText | SecretFile>>;
  /** Folders of the project, bound or baked. */
  readonly layers?: readonly Layer[];
  /** Volumes and folders of the host, by their path in the container. */
  readonly volumes?: Readonly<Record<`/${string}`, Mount>>;
  /** Paths that live in memory. */
  readonly tmpfs?: readonly `/${string}`[];
  readonly ports?: readonly PublishedPort[];
  /** Ports that only other services reach. */
  readonly expose?: readonly number[];
  /** @default the stack's network `default` */
  readonly networks?: readonly NetworkHandle[];
  /** Names that resolve to fixed addresses; `host-gateway` is the host. */
  readonly extraHosts?: Readonly<Record<string, string>>;
  readonly healthcheck?: Healthcheck;
  readonly dependsOn?: readonly Dependency[];
  /** @default "no" */
  readonly restart?: "no" | "always" | "unless-stopped" | "on-failure" | `on-failure:${number}`;
  /** Time between SIGTERM and SIGKILL. @default "10s" */
  readonly stopGracePeriod?: DurationText | Duration;
  /** Compose's `deploy.resources`. */
  readonly deploy?: {
    readonly resources?: { readonly limits?: Resources; readonly reservations?: Pick<Resources, "memory"> };
  };
  readonly labels?: Readonly<Record<string, string>>;
  /** `uid`, `uid:gid` or a name of the image. @default the image's USER */
  readonly user?: string;
  /** Further groups of the user. */
  readonly groupAdd?: readonly string[];
  readonly workingDir?: string;
  /** Whether an init process is PID 1. @default false */
  readonly init?: boolean;
  /** Whether the root file system can't be written to. @default false */
  readonly readOnly?: boolean;
  readonly capAdd?: readonly string[];
  readonly capDrop?: readonly string[];
}

/** A service of the stack; the handle is the reference to it. */
export interface ServiceHandle<Life extends Lifecycle = Lifecycle, Checked extends boolean = boolean> {
  readonly kind: "service";
  readonly name: string;
  readonly lifecycle: Life;
  /** Whether it has a health check, so that others can wait for it to be healthy. */
  readonly checked: Checked;
  readonly spec: ServiceSpec;
  /** The well-known service that it is, for typed outputs. */
  readonly recipe?: string;
  /** `service:port`, for others on its network. */
  address(port: number): Reference;
  /** `scheme://service:port`, for others on its network. */
  url(scheme: string, port: number): Reference;
}

/** `true` where the specification has a health check. */
export type HasHealthcheck<Spec> = Spec extends { readonly healthcheck: Healthcheck } ? true : false;

/** Refuses keys that nobody knows, which a type parameter would let pass. */
type OnlyKnown<Given, Known> = Readonly<Record<Exclude<keyof Given, keyof Known>, never>>;
type OnlyKnownIn<Spec, Key extends keyof ServiceSpec> =
  Spec extends Readonly<Record<Key, infer Given>>
    ? Readonly<Record<Key, OnlyKnown<Given, NonNullable<ServiceSpec[Key]>>>>
    : unknown;
type KnownSpec<Spec> = OnlyKnown<Spec, ServiceSpec> &
  OnlyKnownIn<Spec, "healthcheck"> &
  OnlyKnownIn<Spec, "volumes"> &
  OnlyKnownIn<Spec, "secrets">;

/** Makes a handle; recipes use it to name what they make. */
export function defineService<Life extends Lifecycle, const Spec extends ServiceSpec>(
  name: string,
  lifecycle: Life,
  spec: Spec,
  recipe?: string,
): ServiceHandle<Life, HasHealthcheck<Spec>> {
  return Object.freeze({
    kind: "service",
    name,
    lifecycle,
    // A specification that is missing altogether becomes a finding later, with the others.
    checked: ((spec as ServiceSpec | undefined)?.healthcheck !== undefined) as HasHealthcheck<Spec>,
    spec,
    ...(recipe !== undefined && { recipe }),
    address: (port: number): Reference => ({ kind: "reference", service: name, port }),
    url: (scheme: string, port: number): Reference => ({ kind: "reference", service: name, port, scheme }),
  });
}

/** Describes a service that runs until it is stopped. */
export function service<const Spec extends ServiceSpec>(
  name: string,
  spec: Spec & KnownSpec<Spec>,
): ServiceHandle<"service", HasHealthcheck<Spec>> {
  return defineService<"service", Spec>(name, "service", spec);
}

/** Describes work that ends by itself, such as a migration; others may wait for it to be {@link completed}. */
export function job(name: string, spec: Omit<ServiceSpec, "restart" | "healthcheck">): ServiceHandle<"job", false> {
  return defineService<"job", ServiceSpec>(name, "job", spec);
}

/** Describes work that runs only when somebody asks for it. */
export function oneOff(
  name: string,
  spec: Omit<ServiceSpec, "restart" | "healthcheck" | "ports">,
): ServiceHandle<"one-off", false> {
  return defineService<"one-off", ServiceSpec>(name, "one-off", spec);
}

/** Waits until the health check passes. Compiles only where there is one. */
export function healthy(service: ServiceHandle<"service", true>): Dependency {
  return { service, condition: "service_healthy" };
}

/** Waits until the container runs. */
export function started(service: ServiceHandle<"service" | "job">): Dependency {
  return { service, condition: "service_started" };
}

/** Waits until the job has ended with status 0. Compiles only for a {@link job}. */
export function completed(service: ServiceHandle<"job">): Dependency {
  return { service, condition: "service_completed_successfully" };
}

/** A secret file with permissions of its own. */
export function secretFile(content: SecretRef | InterpolatedText, options: { readonly mode: string }): SecretFile {
  return { kind: "secret-file", content, mode: options.mode };
}
