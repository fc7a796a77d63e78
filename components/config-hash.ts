import { createHash } from "node:crypto";
import type { SecretRef, ServiceModel } from "../compose";

/** Changes of these reach a running container, or do not concern it; a change of anything else makes a new one. */
const withoutEffect: ReadonlySet<string> = new Set(["restart", "resources", "dependsOn", "expose", "recipe"]);

function isSecretRef(value: object): value is SecretRef {
  return (value as Partial<SecretRef>).kind === "secret";
}

/** Keys in a fixed order, and of a secret its name alone: what is said of it is for people. */
function canonical(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (isSecretRef(value)) return { secret: value.name };
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A hash over what the container is made from. The provider does not see that a property was removed, such as the
 * last variable; the label changes with anything, so nothing goes unseen.
 */
export function configHash(service: ServiceModel): string {
  const made = Object.fromEntries(Object.entries(service).filter(([key]) => !withoutEffect.has(key)));
  return createHash("sha256").update(JSON.stringify(made, canonical)).digest("hex");
}
