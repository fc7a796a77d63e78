import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { StackPolicy, VolumeModel } from "../compose";

/** What a volume is made from. */
export interface NamedVolumeArgs {
  readonly project: string;
  readonly volume: VolumeModel;
  readonly policy: StackPolicy;
}

/** A named volume, `<project>_<name>` on the engine. Nothing that a deployment does removes its data unasked. */
export class NamedVolume extends pulumi.ComponentResource {
  readonly volumeName: pulumi.Output<string>;

  constructor(
    name: string,
    { project, volume, policy }: NamedVolumeArgs,
    options: pulumi.ComponentResourceOptions = {},
  ) {
    super("pulumi-compose:index:NamedVolume", name, {}, options);
    const labels = { "com.docker.compose.project": project, "com.docker.compose.volume": volume.name };
    const resource = new docker.Volume(
      name,
      { name: `${project}_${volume.name}`, labels: Object.entries(labels).map(([label, value]) => ({ label, value })) },
      {
        parent: this,
        // The provider adopts a volume of this name with the labels it has, reads them back later, and would then
        // replace it, which removes the data. The name is what identifies a volume; the rest is left as it is.
        ignoreChanges: ["labels", "driver", "driverOpts"],
        retainOnDelete: !policy.ephemeral,
        protect: policy.protectVolumes,
      },
    );
    this.volumeName = resource.name;
    this.registerOutputs({ volumeName: this.volumeName });
  }
}
