/**
 * Pulumi components that realise a model of `compose` on a Docker engine.
 *
 * @packageDocumentation
 */
export { ComposeNetwork, type ComposeNetworkArgs } from "./compose-network";
export { ComposeService, type ComposeServiceArgs, type ContainerTransform } from "./compose-service";
export { ComposeStack, type ComposeStackArgs } from "./compose-stack";
export { toContainerArgs, type ContainerContext } from "./container-args";
export { DagsterDaemon, DagsterWebserver } from "./dagster";
export { deploy, phases, type DeployOptions, type Target } from "./deploy";
export { gatekeeper, type Gatekeeper } from "./gates";
export { ImageBuild, type ImageBuildArgs } from "./image-build";
export { NamedVolume, type NamedVolumeArgs } from "./named-volume";
export { Neo4j } from "./neo4j";
export { checkSecretValues, pulumiConfig, SecretValues, type SecretSource } from "./secrets";
