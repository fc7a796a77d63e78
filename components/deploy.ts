import * as pulumi from "@pulumi/pulumi";
import { FindingsError, type Finding, type StackDescription, type StackModel } from "../compose";
import { checkDeployable, checkEngine, connect, engineAddress, isLocal, lookUpHost, type Engine } from "../engine";
import { ComposeStack, type ComposeStackArgs } from "./compose-stack";
import { gatekeeper } from "./gates";
import { checkProviderLimits } from "./provider-limits";
import { readSecretKey } from "./secret-key";
import { checkSecretValues, pulumiConfig, type SecretSource } from "./secrets";
import { userError } from "./user-error";

/** What a deployment was told: by Pulumi, and by the stack's file. Free of secrets. */
export interface Target {
  readonly stack: string;
  readonly profile: string;
  readonly project: string;
  readonly projectFolder: string;
  /** The file of the stack, for messages. */
  readonly configSource: string;
  readonly config: Readonly<Record<string, string>>;
}

/** Options of a deployment. */
export type DeployOptions = Pick<ComposeStackArgs, "transforms">;

/** A phase has found mistakes of the user's: Pulumi prints a RunError without a stack trace. */
function throwFindings(subject: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new FindingsError(subject, findings);
}

/** Reads what this run was told. A Pulumi stack is named after its profile unless its file says `profile`. */
export function readTarget({ name, configSchema }: StackDescription, source: SecretSource): Target {
  const prefix = `${new pulumi.Config().name}:`;
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const { profile, ...values } = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  const stack = pulumi.getStack();
  // A value that the schema does not ask for may be a secret: its key is enough to see whether it is known.
  const config = Object.entries(values).map(
    ([key, value]) => [key, key in configSchema.shape || !source.isEncrypted(key) ? value : ""] as const,
  );
  return {
    stack,
    profile: profile ?? stack,
    project: `${name}-${stack}`,
    projectFolder: pulumi.getRootDirectory(),
    configSource: `Pulumi.${stack}.yaml`,
    config: Object.fromEntries(config),
  };
}

/** Finds the engine. @throws FindingsError where none answers */
export async function findEngine({ project }: Target): Promise<{ readonly engine: Engine; readonly address: string }> {
  const address = engineAddress();
  const engine = connect(address);
  throwFindings(`stack "${project}"`, await checkEngine({ engine, address }));
  return { engine, address };
}

/** Builds the model for the target. @throws FindingsError with all that the description gets wrong */
export async function buildModel(description: StackDescription, target: Target, engine: Engine): Promise<StackModel> {
  const { profile, project, projectFolder, configSource, config } = target;
  return description.build({ profile, project, config, configSource, host: await lookUpHost(engine, projectFolder) });
}

/** Looks for all that would fail later. @throws FindingsError; nothing has been changed by then */
export async function checkBefore(
  model: StackModel,
  target: Target,
  source: SecretSource,
  engine: Engine,
  address: string,
): Promise<void> {
  const options = { engine, address, local: isLocal(address), projectFolder: target.projectFolder };
  throwFindings(`stack "${model.project}"`, [
    ...checkProviderLimits(model),
    ...checkSecretValues(model, source, target.configSource),
    ...(await checkDeployable(model, options)),
  ]);
}

/** Whether a volume that outlives the stack may be locked with a secret that is made. A preview makes nothing. */
function keepsMadeSecrets({ policy, secrets }: StackModel, source: SecretSource): boolean {
  const some = Object.values(secrets).some(({ name, generate }) => generate !== undefined && !source.get(name));
  return some && policy.generateSecrets && !policy.ephemeral && !pulumi.runtime.isDryRun();
}

/** The phases from Pulumi's configuration to resources, in their order. */
export const phases = [readTarget, findEngine, buildModel, checkBefore, ComposeStack] as const;

/**
 * Deploys a stack on a Docker engine; the whole of a Pulumi program.
 *
 * @returns the stack's outputs: what to connect to, and how to run one-off services
 * @throws pulumi.RunError with findings: where, what, and what to do
 */
export async function deploy(
  description: StackDescription,
  options: DeployOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  const source = pulumiConfig(new pulumi.Config());
  try {
    const target = readTarget(description, source);
    const { engine, address } = await findEngine(target);
    const model = await buildModel(description, target, engine);
    await checkBefore(model, target, source, engine, address);
    const { projectFolder } = target;
    const stack = new ComposeStack(model.project, {
      model,
      secrets: source,
      gatekeeper: gatekeeper(engine),
      projectFolder,
      ...(keepsMadeSecrets(model, source) && { secretKey: readSecretKey(projectFolder) }),
      ...options,
    });
    await stack.ready;
    return { project: model.project, profile: model.profile, endpoints: stack.endpoints, oneOffs: stack.oneOffs };
  } catch (error) {
    throw error instanceof FindingsError ? userError(error.message) : error;
  }
}
