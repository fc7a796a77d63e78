/** How a secret that nobody has set is made, in stacks that may make their own. */
export interface SecretRecipe {
  /** Number of characters, letters and digits. @default 24 */
  readonly length?: number;
}

/**
 * A secret by name. The value is never part of a model: Pulumi reads it from its configuration, Compose files
 * name a variable. So no model, message or rendered file can hold one.
 */
export interface SecretRef {
  readonly kind: "secret";
  /** The key in Pulumi config, in camelCase: `neo4jPassword`. */
  readonly name: string;
  /** What it is for, for the person who has to set it. */
  readonly description: string;
  /** At least this many characters. @default 1 */
  readonly minLength: number;
  /** Characters that the service reading it can't take, such as `/` for Neo4j. @default "" */
  readonly forbidden: string;
  /** How to make one where the stack may do so; without it the user has to. */
  readonly generate?: Required<SecretRecipe>;
}

/** What may be said of a secret. */
export interface SecretOptions {
  readonly description: string;
  readonly minLength?: number;
  readonly forbidden?: string;
  readonly generate?: SecretRecipe;
}

// A secret in a template literal or a concatenation would put "[object Object]" into a command or a label.
const refuseText = {
  [Symbol.toPrimitive](this: SecretRef): never {
    throw new TypeError(
      `secret "${this.name}" is used as plain text; put it into interpolate\`…\`, environment or secrets`,
    );
  },
};

/**
 * Names a secret.
 *
 * @param name its key in Pulumi config, camelCase
 */
export function secret(name: string, options: SecretOptions): SecretRef {
  const { description, minLength = 1, forbidden = "", generate } = options;
  const ref: SecretRef = {
    kind: "secret",
    name,
    description,
    minLength,
    forbidden,
    ...(generate !== undefined && { generate: { length: generate.length ?? 24 } }),
  };
  return Object.freeze(Object.setPrototypeOf(ref, refuseText) as SecretRef);
}

/** The name of a variable that carries the secret in Compose files: `neo4jPassword` → `NEO4J_PASSWORD`. */
export function variableName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}
