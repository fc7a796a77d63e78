import { z } from "zod";
import { checkModel, checkParts } from "../check";
import { FindingsError, throwFindings, type Finding } from "../check/finding";
import { checkConfigKeys, parseConfig, type ConfigSchema } from "../config/parse-config";
import { normalise } from "../model/normalise";
import { deepFreeze } from "../model/records";
import type { StackModel, StackPolicy } from "../model/types";
import { callDescription } from "./call-description";
import type { DescribeContext, Host, StandardProfile } from "./profile";
import { standardProfiles, unknownHost } from "./profile";
import type { ServiceHandle } from "./service";

/** What a description returns: its services under names of the author's choice; `undefined` ones are left out. */
export type ServiceSet = Readonly<Record<string, ServiceHandle | undefined>>;

/** How a stack is set up. */
export interface ComposeOptions<Profile extends string, Schema extends ConfigSchema> {
  /** Keys of `Pulumi.<stack>.yaml` that the description reads. @default none */
  readonly config?: Schema;
  /** @default ["dev", "test", "prod"] */
  readonly profiles?: readonly Profile[];
  /** How profiles differ in what they leave behind. @default {@link standardPolicy} */
  readonly policy?: (profile: Profile) => StackPolicy;
}

/** What a model is built from. */
export interface BuildInput {
  readonly profile: string;
  /** The name on the engine. */
  readonly project: string;
  /** Raw values of the configuration, by key; those of secrets are not looked at. @default {} */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Where the configuration comes from, for messages. @default "config" */
  readonly configSource?: string;
  /** @default a host of which nothing is known */
  readonly host?: Host;
}

/** A stack, described once; a model is built from it for each profile. */
export interface StackDescription<Profile extends string = string, Schema extends ConfigSchema = ConfigSchema> {
  readonly name: string;
  readonly profiles: readonly Profile[];
  readonly configSchema: Schema;
  /**
   * The model of one profile, checked.
   *
   * @throws FindingsError with everything that is wrong
   */
  build(input: BuildInput): StackModel;
}

const noConfig = z.object({});

/** `test` leaves nothing behind; `prod` protects volumes and makes no secrets. */
export function standardPolicy(profile: string): StackPolicy {
  return { ephemeral: profile === "test", generateSecrets: profile !== "prod", protectVolumes: profile === "prod" };
}

/**
 * Describes a stack.
 *
 * @param name the stack's name; with the Pulumi stack it makes the project's name on the engine
 * @param describe returns the services; it is called once for each model and must not depend on anything else
 */
export function compose<Profile extends string = StandardProfile, Schema extends ConfigSchema = typeof noConfig>(
  name: string,
  options: ComposeOptions<Profile, Schema>,
  describe: (context: DescribeContext<Profile, z.output<Schema>>) => ServiceSet,
): StackDescription<Profile, Schema> {
  const profiles = options.profiles ?? (standardProfiles as readonly string[] as readonly Profile[]);
  const configSchema = options.config ?? (noConfig as unknown as Schema);
  const policyOf = options.policy ?? standardPolicy;

  function build(input: BuildInput): StackModel {
    const { project, config: raw = {}, configSource = "config", host = unknownHost } = input;
    const subject = `stack "${project}"`;
    const profile = profiles.find((candidate) => candidate === input.profile);
    const { config, findings } = parseConfig(configSchema, configSource, raw);
    if (profile === undefined || config === undefined) {
      const unknownProfile = {
        path: `${configSource}: profile`,
        fact: `"${input.profile}" is not a profile of ${name}`,
        fix: `choose one of ${profiles.join(", ")}`,
      };
      throw new FindingsError(subject, profile === undefined ? [unknownProfile, ...findings] : findings);
    }
    const handles = callDescription(subject, () =>
      describe({ profile, config, host, perProfile: (values) => values[profile] }),
    );
    const { findings: shape, ...parts } = normalise(handles);
    const model: StackModel = { name, profile, project, policy: policyOf(profile), ...parts };
    // What stands between services can be judged only once all of them could be read.
    const meaning = shape.length > 0 ? checkParts(model) : [...checkModel(model), ...checkKeys(model, input)];
    throwFindings(subject, [...shape, ...meaning]);
    return deepFreeze(model);
  }

  function checkKeys(
    { secrets }: StackModel,
    { configSource = "config", config = {} }: BuildInput,
  ): readonly Finding[] {
    const known = [...Object.keys(configSchema.shape), ...Object.keys(secrets)].sort();
    return checkConfigKeys(known, configSource, Object.keys(config));
  }

  return { name, profiles, configSchema, build };
}
