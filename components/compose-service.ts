import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Condition, ServiceModel } from "../compose";
import { toContainerArgs, type ContainerContext } from "./container-args";
import { goalOf, type Gatekeeper } from "./gates";

/** Changes the arguments of the container, as a last resort. What changed them is named in the output. */
export type ContainerTransform = (args: docker.ContainerArgs) => docker.ContainerArgs;

/** What a service is made from. */
export interface ComposeServiceArgs {
  readonly service: ServiceModel;
  readonly context: ContainerContext;
  readonly gatekeeper: Gatekeeper;
  /** Gates that have to open before the container is made. */
  readonly waitFor: readonly pulumi.Input<pulumi.Resource>[];
  readonly transform?: ContainerTransform;
}

// The provider shows a change of these as an update and does not apply it.
// https://github.com/kreuzwerker/terraform-provider-docker/issues/988
const notAppliedInPlace = ["healthcheck", "tmpfs", "init"];

/** The value of an output outside of a preview, as a promise: gates are promises, so that what fails fails in them. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** A service of the stack as a container that is waited for. */
export class ComposeService extends pulumi.ComponentResource {
  readonly container: docker.Container;
  readonly containerName: pulumi.Output<string>;
  /** Resolves once the service is healthy, has started, or has completed, whichever it is meant to; rejects if it won't. */
  readonly ready: Promise<void>;
  protected readonly service: ServiceModel;
  readonly #args: ComposeServiceArgs;
  readonly #gates = new Map<Condition, Promise<void>>();

  constructor(
    name: string,
    args: ComposeServiceArgs,
    options: pulumi.ComponentResourceOptions = {},
    type = "ComposeService",
  ) {
    super(`pulumi-compose:index:${type}`, name, {}, options);
    this.#args = args;
    this.service = args.service;
    this.container = this.#makeContainer(name);
    this.containerName = this.container.name;
    this.ready = this.#reached(goalOf(args.service));
    this.registerOutputs({ containerName: this.containerName, ...this.outputs() });
  }

  /** All that is waited for, {@link ready} included: where one gate stays shut, the deployment has failed. */
  get gates(): readonly Promise<void>[] {
    return [...this.#gates.values()];
  }

  /** What others connect to, by name. */
  outputs(): Readonly<Record<string, pulumi.Output<string>>> {
    return {};
  }

  /**
   * The container as a dependency that exists from the moment that the condition holds. Where it never will, the
   * dependent is never made; the reason is said once, by who awaits {@link gates}.
   */
  gate(condition: Condition): pulumi.Input<pulumi.Resource> {
    // In a preview nothing starts; the plain dependency keeps the graph, and no input becomes unknown.
    if (pulumi.runtime.isDryRun()) return this.container;
    const never = new Promise<never>(() => undefined);
    return this.#reached(condition).then(
      () => this.container,
      () => never,
    );
  }

  /** `scheme://host:port` of a port that is published on the host. */
  protected hostUrl(scheme: string, target: number): pulumi.Output<string> {
    const port = this.service.ports.find((candidate) => candidate.target === target);
    if (port === undefined) return pulumi.output("");
    const published = this.container.ports.apply(
      (ports) => ports?.find(({ internal }) => internal === target)?.external ?? port.published,
    );
    return pulumi.interpolate`${scheme}://${port.hostIp}:${published.apply((value) => String(value ?? ""))}`;
  }

  #reached(condition: Condition): Promise<void> {
    const known = this.#gates.get(condition);
    if (known !== undefined) return known;
    const gate = this.#wait(condition);
    this.#gates.set(condition, gate);
    return gate;
  }

  async #wait(condition: Condition): Promise<void> {
    if (pulumi.runtime.isDryRun()) return;
    const { gatekeeper, context, service } = this.#args;
    const [id, secrets] = await valueOf(pulumi.all([this.container.id, pulumi.unsecret(context.secrets.all)]));
    await gatekeeper.pass(service, condition, id, secrets);
  }

  #makeContainer(name: string): docker.Container {
    const { service, context, waitFor, transform } = this.#args;
    const args = toContainerArgs(service, context);
    if (transform !== undefined)
      void pulumi.log.info(`${service.name}: the container's arguments pass through a transform`, this);
    return new docker.Container(name, transform?.(args) ?? args, {
      parent: this,
      dependsOn: [...waitFor],
      // The name is fixed, so the old container has to go first.
      deleteBeforeReplace: true,
      replaceOnChanges: notAppliedInPlace,
    });
  }
}
