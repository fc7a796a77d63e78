/**
 * The typed Compose DSL. Pure: it loads without Pulumi and without an engine.
 *
 * @packageDocumentation
 */
export * from "./values";
export {
  compose,
  standardPolicy,
  type BuildInput,
  type ComposeOptions,
  type ServiceSet,
  type StackDescription,
} from "./describe/compose";
export { httpGet, run, type Healthcheck, type HttpProbe, type ProbeTiming } from "./describe/healthcheck";
export { image, type BuildSpec, type ImageHandle } from "./describe/image";
export { network, publish, type NetworkHandle, type PublishedPort, type PublishOptions } from "./describe/network";
export { standardProfiles, type DescribeContext, type Host, type StandardProfile } from "./describe/profile";
export {
  completed,
  healthy,
  job,
  oneOff,
  secretFile,
  service,
  started,
  type Condition,
  type Dependency,
  type Lifecycle,
  type Resources,
  type SecretFile,
  type ServiceHandle,
  type ServiceSpec,
} from "./describe/service";
export {
  bind,
  layer,
  readOnly,
  volume,
  type BindHandle,
  type Layer,
  type LayerDelivery,
  type Mount,
  type VolumeHandle,
} from "./describe/storage";
export { FindingsError, formatFinding, sortFindings, type Finding } from "./check/finding";
export { checkModel } from "./check";
export type * from "./model/types";
export { toComposeYaml, toEnvExample } from "./yaml";
export { startOrder } from "./model/start-order";
export {
  dagsterDaemon,
  dagsterPort,
  dagsterWebserver,
  type DagsterSpec,
  type DagsterWebserverHandle,
} from "./recipes/dagster";
export {
  neo4j,
  neo4jBoltPort,
  neo4jHttpPort,
  neo4jPasswordRules,
  type Neo4jHandle,
  type Neo4jOptions,
} from "./recipes/neo4j";
