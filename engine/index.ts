/**
 * What is asked of a Docker engine beside Pulumi: whether it can take a stack, and whether its services are well.
 *
 * @packageDocumentation
 */
export { connect, engineAddress, isLocal, type Engine } from "./client";
export { EventStream } from "./events";
export { awaitCondition, GateError, verdictTime, type Gate } from "./health-gate";
export { lookUpHost } from "./host";
export { runOneOff, type OneOffSpec, type Streams } from "./one-off";
export { checkDeployable, checkEngine, type PreflightOptions } from "./preflight";
