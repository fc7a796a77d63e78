/** What Pulumi marks a wrapped value with, and what says that it is a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

interface Wrapped {
  readonly [signatureKey]: string;
  readonly value: unknown;
}

/** Whether a value is sent as a secret, as a whole. */
export function isSecret(value: unknown): value is Wrapped {
  return typeof value === "object" && value !== null && (value as Partial<Wrapped>)[signatureKey] === secretSignature;
}

/** The value without any wrapping, at any depth. */
export function unwrap(value: unknown): unknown {
  if (isSecret(value)) return unwrap(value.value);
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}

/** The value with everything that is sent as a secret taken out: what anyone may read in the state. */
export function readable(value: unknown): unknown {
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}
