import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Finding, SecretRef, StackModel } from "../compose";
import { deriveSecret } from "./secret-key";

/** A secret that comes from nowhere, and never again. */
export function generateSecret(length: number): string {
  return deriveSecret(randomBytes(32), "", length);
}

/** Where the values of a stack's secrets come from. */
export interface SecretSource {
  /** The value that the user has set, encrypted or not. */
  get(name: string): string | undefined;
  /** Whether it is stored encrypted. */
  isEncrypted(name: string): boolean;
}

// The SDK has this function and leaves it out of its types. The environment says the same, but not to a program that
// runs inside of another one, by the Automation API.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/** The configuration of the stack that is deployed. */
export function pulumiConfig(config: pulumi.Config): SecretSource {
  const all = pulumi.runtime.allConfig();
  return {
    get: (name) => all[`${config.name}:${name}`],
    isEncrypted: (name) => isConfigSecret(`${config.name}:${name}`),
  };
}

/** What is wrong with the secrets that the user has set, or has yet to set. No value is repeated. */
export function checkSecretValues(
  { secrets, policy }: StackModel,
  source: SecretSource,
  where: string,
): readonly Finding[] {
  return Object.values(secrets).flatMap((secret) => {
    const { name, description, minLength, forbidden, generate } = secret;
    const path = `${where}: ${name}`;
    const set = `pulumi config set --secret ${name}`;
    const value = source.get(name);
    if (value === undefined) {
      if (policy.generateSecrets && generate !== undefined) return [];
      return [{ path, fact: `the secret is not set (${description})`, fix: `run "${set}"` }];
    }
    const findings: Finding[] = [];
    if (!source.isEncrypted(name))
      findings.push({
        path,
        fact: "the secret is stored as plain text",
        fix: `run "${set}", and treat the old value as known`,
      });
    if (value.length < minLength)
      findings.push({ path, fact: `the secret has fewer than ${minLength} characters`, fix: "choose a longer one" });
    const bad = forbidden.split("").filter((character) => value.includes(character));
    if (bad.length > 0)
      findings.push({
        path,
        fact: `the secret holds ${bad.map((character) => `"${character}"`).join(", ")}, which its service can't read`,
        fix: "choose one without",
      });
    return findings;
  });
}

/** The values of a stack's secrets, for the resources that need them. */
export class SecretValues {
  readonly #values = new Map<string, pulumi.Output<string>>();

  /** @param make what is stored for a secret that nobody has set */
  constructor(
    secrets: Readonly<Record<string, SecretRef>>,
    source: SecretSource,
    parent: pulumi.Resource,
    make: (secret: SecretRef) => string,
  ) {
    for (const ref of Object.values(secrets)) {
      const value = source.get(ref.name);
      this.#values.set(ref.name, value === undefined ? stored(ref.name, make(ref), parent) : pulumi.secret(value));
    }
  }

  valueOf({ name }: SecretRef): pulumi.Output<string> {
    const value = this.#values.get(name);
    if (value === undefined) throw new Error(`secret "${name}" is not part of the stack`);
    return value;
  }

  /** All values, to be kept out of messages. */
  get all(): pulumi.Output<readonly string[]> {
    return pulumi.all([...this.#values.values()]);
  }
}

/** A secret made once and kept, encrypted, in the state: a later update takes what the first one stored. */
function stored(name: string, value: string, parent: pulumi.Resource): pulumi.Output<string> {
  const input = pulumi.secret(value);
  const stash = new pulumi.Stash(
    name,
    { input },
    { parent, ignoreChanges: ["input"], additionalSecretOutputs: ["output"] },
  );
  return pulumi.secret(stash.output as pulumi.Output<string>);
}
