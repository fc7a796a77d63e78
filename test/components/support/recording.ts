import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { stateOf } from "./engine-answers";
import { isSecret, unwrap } from "./secrets";

/** What a program has sent to Pulumi about one resource. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** `type name` of the parent; empty at the top. */
  readonly parent: string;
  /** As sent: secrets are wrapped. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** The same without the wrapping. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: Options;
  /** What a component has registered as its outputs, unwrapped. */
  outputs?: Readonly<Record<string, unknown>>;
  /** Names of the outputs that were registered as secret. */
  secretOutputs?: readonly string[];
}

/** The options that decide what happens to a resource; mocks do not see them. */
export interface Options {
  readonly deleteBeforeReplace: boolean;
  readonly replaceOnChanges: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly retainOnDelete: boolean;
  readonly protect: boolean;
  readonly additionalSecretOutputs: readonly string[];
  /** `type name` of what has to be there before. */
  readonly dependsOn: readonly string[];
}

/** The part of a registration request that is read here; the generated class has no types. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDeletebeforereplace(): boolean;
  getReplaceonchangesList(): string[];
  getIgnorechangesList(): string[];
  getRetainondelete(): boolean;
  getProtect(): boolean;
  getAdditionalsecretoutputsList(): string[];
  getDependenciesList(): string[];
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}
type Send<R> = (request: R, callback: (error: unknown, response: unknown) => void) => unknown;
interface Monitor {
  registerResource: Send<Request>;
  registerResourceOutputs: Send<OutputsRequest>;
}

/** `urn:pulumi:s::p::a$docker:index/network:Network::default` → `docker:index/network:Network default` */
function shortName(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return urn === "" ? "" : `${types.split("$").at(-1) ?? ""} ${name}`;
}

function toRegistered(request: Request): Registered {
  const sent = request.getObject()?.toJavaScript() ?? {};
  return {
    type: request.getType(),
    name: request.getName(),
    parent: shortName(request.getParent()),
    sent,
    inputs: unwrap(sent) as Record<string, unknown>,
    options: {
      deleteBeforeReplace: request.getDeletebeforereplace(),
      replaceOnChanges: request.getReplaceonchangesList(),
      ignoreChanges: request.getIgnorechangesList(),
      retainOnDelete: request.getRetainondelete(),
      protect: request.getProtect(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      dependsOn: request.getDependenciesList().map(shortName),
    },
  };
}

/** All that a program has sent, in the order in which Pulumi was asked. */
export class Recording {
  readonly resources: Registered[] = [];

  ofType(type: string): readonly Registered[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The one resource of a type and name. */
  one(type: string, name: string): Registered {
    const [found, another] = this.ofType(type).filter((resource) => resource.name === name);
    if (found === undefined || another !== undefined)
      throw new Error(`not one ${type} ${name} among ${this.names.join(", ")}`);
    return found;
  }

  /** `type name` of each. */
  get names(): readonly string[] {
    return this.resources.map(({ type, name }) => `${type} ${name}`);
  }
}

/** Options of a run. */
export interface RunOptions {
  readonly project?: string;
  readonly stack?: string;
  readonly preview?: boolean;
}

const monitor = MockMonitor.prototype as unknown as Monitor;
const { registerResource, registerResourceOutputs } = monitor;

/** From here on, what is made is recorded instead of deployed. */
export async function startRecording({
  project = "shop",
  stack = "dev",
  preview = false,
}: RunOptions = {}): Promise<Recording> {
  const recording = new Recording();
  monitor.registerResource = function (this: Monitor, request, callback) {
    recording.resources.push(toRegistered(request));
    return registerResource.call(this, request, callback);
  };
  monitor.registerResourceOutputs = function (this: Monitor, request, callback) {
    const resource = recording.resources.find(({ type, name }) => shortName(request.getUrn()) === `${type} ${name}`);
    const outputs = request.getOutputs().toJavaScript();
    if (resource !== undefined) {
      resource.outputs = unwrap(outputs) as Record<string, unknown>;
      resource.secretOutputs = Object.keys(outputs).filter((key) => isSecret(outputs[key]));
    }
    return registerResourceOutputs.call(this, request, callback);
  };
  const mocks = {
    newResource: (args: MockResourceArgs) => ({ id: `${args.name}-id`, state: stateOf(args) }),
    call: () => {
      throw new Error("no component calls a function of a provider");
    },
  };
  await pulumi.runtime.setMocks(mocks, project, stack, preview);
  return recording;
}

/** Lets everything happen that can happen without anything new from outside. */
export async function settle(recording: Recording): Promise<void> {
  let quietTurns = 0;
  let seen = -1;
  while (quietTurns < 100) {
    await new Promise((resolve) => setImmediate(resolve));
    quietTurns = recording.resources.length === seen ? quietTurns + 1 : 0;
    seen = recording.resources.length;
  }
}
