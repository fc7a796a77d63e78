import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { startOrder, type ImageModel, type SecretRef, type ServiceModel, type StackModel } from "../compose";
import type { OneOffSpec } from "../engine";
import { ComposeNetwork } from "./compose-network";
import { ComposeService, type ComposeServiceArgs, type ContainerTransform } from "./compose-service";
import type { ContainerContext } from "./container-args";
import { DagsterDaemon, DagsterWebserver } from "./dagster";
import type { Gatekeeper } from "./gates";
import { ImageBuild } from "./image-build";
import { NamedVolume } from "./named-volume";
import { Neo4j } from "./neo4j";
import { toOneOffSpec } from "./one-off-spec";
import { deriveSecret } from "./secret-key";
import { generateSecret, SecretValues, type SecretSource } from "./secrets";

type ServiceComponent = new (
  name: string,
  args: ComposeServiceArgs,
  options?: pulumi.ComponentResourceOptions,
) => ComposeService;

/** The component that realises a well-known service. */
const recipes: Readonly<Record<string, ServiceComponent>> = {
  neo4j: Neo4j,
  "dagster-webserver": DagsterWebserver,
  "dagster-daemon": DagsterDaemon,
};

/** What a stack is deployed from. */
export interface ComposeStackArgs {
  readonly model: StackModel;
  readonly secrets: SecretSource;
  readonly gatekeeper: Gatekeeper;
  /** Absolute path that contexts and bind mounts are relative to. */
  readonly projectFolder: string;
  /** What secrets that nobody has set are made from, so that they come again. @default made anew for an empty state */
  readonly secretKey?: Buffer;
  /** Last resort: changes a service's container arguments, by the service's name. */
  readonly transforms?: Readonly<Record<string, ContainerTransform>>;
}

/** Calls for each entry of a record, and keeps the keys. */
function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  convert: (value: T, key: string) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value, key)]));
}

/** A whole stack on a Docker engine: images, networks, volumes, services in the order of their gates. */
export class ComposeStack extends pulumi.ComponentResource {
  readonly networks: Readonly<Record<string, ComposeNetwork>>;
  readonly volumes: Readonly<Record<string, NamedVolume>>;
  /** Services and jobs by name; one-off services are not started. */
  readonly services: Readonly<Record<string, ComposeService>>;
  /** Resolves once every service is what it is meant to be; rejects with the reason as soon as one won't. */
  readonly ready: Promise<void>;
  /** What each service offers to the host, by service and name. */
  readonly endpoints: pulumi.Output<Readonly<Record<string, Readonly<Record<string, string>>>>>;
  /** How to run each one-off service; secret. */
  readonly oneOffs: pulumi.Output<Readonly<Record<string, OneOffSpec>>>;
  readonly #args: ComposeStackArgs;
  readonly #images = new Map<string, pulumi.Output<string>>();
  readonly #secrets: SecretValues;

  constructor(name: string, args: ComposeStackArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("pulumi-compose:index:ComposeStack", name, {}, options);
    this.#args = args;
    const { model } = args;
    this.#secrets = new SecretValues(model.secrets, args.secrets, this, (secret) => this.#makeSecret(secret));
    this.networks = this.#makeNetworks();
    this.volumes = this.#makeVolumes();
    this.services = this.#makeServices();
    this.ready = Promise.all(Object.values(this.services).flatMap(({ gates }) => gates)).then(() => undefined);
    this.endpoints = pulumi.all(mapValues(this.services, (service) => pulumi.all(service.outputs())));
    this.oneOffs = pulumi.secret(this.#makeOneOffs());
    this.registerOutputs({ endpoints: this.endpoints, oneOffs: this.oneOffs });
  }

  #makeSecret({ name, generate }: SecretRef): string {
    const { model, secretKey } = this.#args;
    const length = generate?.length ?? 24;
    return secretKey === undefined
      ? generateSecret(length)
      : deriveSecret(secretKey, `${model.project}/${name}`, length);
  }

  #makeNetworks(): Readonly<Record<string, ComposeNetwork>> {
    const { project, networks } = this.#args.model;
    return mapValues(networks, (network, name) => new ComposeNetwork(name, { project, network }, { parent: this }));
  }

  #makeVolumes(): Readonly<Record<string, NamedVolume>> {
    const { project, volumes, policy } = this.#args.model;
    return mapValues(volumes, (volume, name) => new NamedVolume(name, { project, volume, policy }, { parent: this }));
  }

  #makeServices(): Readonly<Record<string, ComposeService>> {
    const { model, gatekeeper, transforms = {} } = this.#args;
    const made: Record<string, ComposeService> = {};
    for (const name of startOrder(model.services)) {
      const service = model.services[name];
      if (service === undefined || service.lifecycle === "one-off") continue;
      const waitFor = Object.entries(service.dependsOn).flatMap(
        ([dependency, condition]) => made[dependency]?.gate(condition) ?? [],
      );
      const Component = recipes[service.recipe ?? ""] ?? ComposeService;
      const transform = transforms[name];
      made[name] = new Component(
        name,
        { service, context: this.#contextOf(service), gatekeeper, waitFor, ...(transform && { transform }) },
        { parent: this },
      );
    }
    return made;
  }

  #makeOneOffs(): pulumi.Output<Readonly<Record<string, OneOffSpec>>> {
    const oneOffs = Object.values(this.#args.model.services).filter(({ lifecycle }) => lifecycle === "one-off");
    return pulumi.all(
      Object.fromEntries(oneOffs.map((service) => [service.name, toOneOffSpec(service, this.#contextOf(service))])),
    );
  }

  #contextOf(service: ServiceModel): ContainerContext {
    const { model, projectFolder } = this.#args;
    const imageModel = this.#imageModelOf(service.image);
    return {
      project: model.project,
      profile: model.profile,
      projectFolder,
      imageModel,
      image: this.#imageOf(imageModel),
      networkIds: mapValues(this.networks, ({ networkId }) => networkId),
      volumeNames: mapValues(this.volumes, ({ volumeName }) => volumeName),
      secrets: this.#secrets,
    };
  }

  #imageModelOf(name: string): ImageModel {
    const image = this.#args.model.images[name];
    if (image === undefined) throw new Error(`image "${name}" is not part of the model`);
    return image;
  }

  /** The reference of an image; images that no service starts are built for the one-off services that run them. */
  #imageOf(image: ImageModel): pulumi.Output<string> {
    const known = this.#images.get(image.name);
    if (known !== undefined) return known;
    const reference = this.#makeImage(image);
    this.#images.set(image.name, reference);
    return reference;
  }

  #makeImage(image: ImageModel): pulumi.Output<string> {
    const { model, projectFolder } = this.#args;
    if (image.kind === "registry") return this.#pull(image.reference);
    const base = image.kind === "layered" ? { base: this.#imageOf(this.#imageModelOf(image.base)) } : {};
    return new ImageBuild(image.name, { project: model.project, projectFolder, image, ...base }, { parent: this })
      .reference;
  }

  #pull(reference: string): pulumi.Output<string> {
    const image = new docker.RemoteImage(
      reference.replace(/@.*$/, ""),
      { name: reference, keepLocally: true },
      { parent: this },
    );
    // A digest names the content already; a tag can move, and then the id tells.
    return reference.includes("@") ? image.name : image.imageId;
  }
}
