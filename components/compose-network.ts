import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkModel } from "../compose";

/** What a network is made from. */
export interface ComposeNetworkArgs {
  readonly project: string;
  readonly network: NetworkModel;
}

/** A network of the stack, `<project>_<name>` on the engine. */
export class ComposeNetwork extends pulumi.ComponentResource {
  readonly networkId: pulumi.Output<string>;
  readonly networkName: pulumi.Output<string>;

  constructor(name: string, { project, network }: ComposeNetworkArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("pulumi-compose:index:ComposeNetwork", name, {}, options);
    const labels = { "com.docker.compose.project": project, "com.docker.compose.network": network.name };
    const resource = new docker.Network(
      name,
      {
        name: `${project}_${network.name}`,
        driver: "bridge",
        internal: network.internal,
        labels: Object.entries(labels).map(([label, value]) => ({ label, value })),
      },
      // The name is fixed, so the old one has to go first; containers hang on the id and go before it.
      { parent: this, deleteBeforeReplace: true },
    );
    this.networkId = resource.id;
    this.networkName = resource.name;
    this.registerOutputs({ networkId: this.networkId, networkName: this.networkName });
  }
}
