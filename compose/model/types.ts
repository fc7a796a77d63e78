import type { Bytes, Duration, InterpolatedText, Port, SecretRef, Value } from "../values";
import type { Condition, Lifecycle } from "../describe/service";

/** An image from a registry. */
export interface RegistryImage {
  readonly kind: "registry";
  readonly name: string;
  /** `neo4j:5@sha256:…` */
  readonly reference: string;
}

/** An image that a Dockerfile makes. */
export interface BuiltImage {
  readonly kind: "build";
  readonly name: string;
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly additionalContexts: Readonly<Record<string, string>>;
}

/** A folder of the project and its place in an image. */
export interface BakedLayer {
  readonly source: string;
  readonly target: string;
}

/** An image with folders of the project on top. */
export interface LayeredImage {
  readonly kind: "layered";
  readonly name: string;
  /** Name of the image below. */
  readonly base: string;
  readonly layers: readonly BakedLayer[];
}

export type ImageModel = RegistryImage | BuiltImage | LayeredImage;

/** A file in a container that holds a secret. */
export interface SecretFileModel {
  readonly target: string;
  readonly content: SecretRef | InterpolatedText;
  readonly mode: string;
}

/** What stands behind a path of a container. */
export type MountModel =
  | { readonly type: "volume" | "bind"; readonly source: string; readonly target: string; readonly readOnly: boolean }
  | { readonly type: "tmpfs"; readonly target: string };

/** A port of a container on the host. */
export interface PortModel {
  readonly target: Port;
  /** Absent where the engine picks one. */
  readonly published?: Port;
  readonly hostIp: string;
  readonly protocol: "tcp" | "udp";
}

export interface HealthcheckModel {
  readonly test: readonly string[];
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly retries: number;
  readonly startPeriod: Duration;
  readonly startInterval?: Duration;
}

export interface ResourcesModel {
  readonly cpus?: number;
  readonly memory?: Bytes;
  readonly memoryReservation?: Bytes;
}

/** A service with every reference by name and every value with its unit. */
export interface ServiceModel {
  readonly name: string;
  readonly lifecycle: Lifecycle;
  readonly recipe?: string;
  /** Name of an image of the stack. */
  readonly image: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: Readonly<Record<string, Value>>;
  readonly secrets: readonly SecretFileModel[];
  readonly mounts: readonly MountModel[];
  readonly ports: readonly PortModel[];
  readonly expose: readonly Port[];
  /** Names of networks of the stack. */
  readonly networks: readonly string[];
  readonly extraHosts: Readonly<Record<string, string>>;
  readonly healthcheck?: HealthcheckModel;
  /** Services to wait for, and for what. */
  readonly dependsOn: Readonly<Record<string, Condition>>;
  readonly restart: string;
  readonly stopGracePeriod: Duration;
  readonly resources: ResourcesModel;
  readonly labels: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly groupAdd: readonly string[];
  readonly workingDir?: string;
  readonly init: boolean;
  readonly readOnly: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
}

export interface NetworkModel {
  readonly name: string;
  readonly internal: boolean;
}

export interface VolumeModel {
  readonly name: string;
}

/** How the stack treats what it leaves behind. */
export interface StackPolicy {
  /** Whether a stack goes away without a trace, volumes included. */
  readonly ephemeral: boolean;
  /** Whether secrets that nobody has set may be made. */
  readonly generateSecrets: boolean;
  /** Whether volumes are protected from `destroy` in Pulumi's state. */
  readonly protectVolumes: boolean;
}

/** A whole stack for one profile: plain data, free of secrets' values. */
export interface StackModel {
  readonly name: string;
  readonly profile: string;
  /** The name on the engine, as Compose's project: `sbir-etl-dev`. */
  readonly project: string;
  readonly policy: StackPolicy;
  readonly services: Readonly<Record<string, ServiceModel>>;
  readonly images: Readonly<Record<string, ImageModel>>;
  readonly volumes: Readonly<Record<string, VolumeModel>>;
  readonly networks: Readonly<Record<string, NetworkModel>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
}
