/** What the checks read of a container as the Docker provider is given it. Anything may be absent. */
export interface ContainerProperties {
  readonly image?: string;
  readonly envs?: readonly string[];
  readonly labels?: readonly { readonly label?: string; readonly value?: string }[];
  readonly volumes?: readonly { readonly containerPath?: string; readonly hostPath?: string }[];
  readonly mounts?: readonly { readonly target?: string; readonly source?: string; readonly type?: string }[];
  readonly ports?: readonly { readonly internal?: number; readonly ip?: string }[];
  readonly publishAllPorts?: boolean;
  readonly privileged?: boolean;
  readonly capabilities?: { readonly adds?: readonly string[] };
  readonly networkMode?: string;
  readonly networksAdvanced?: readonly { readonly name?: string }[];
  readonly healthcheck?: { readonly tests?: readonly string[] };
  readonly mustRun?: boolean;
}

/** The value of a container's label. */
export function labelOf({ labels = [] }: ContainerProperties, name: string): string | undefined {
  return labels.find(({ label }) => label === name)?.value;
}
