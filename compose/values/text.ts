import type { SecretRef } from "./secret-ref";

/** Where a service can be reached by others on its network; rendered as `scheme://service:port` or `service:port`. */
export interface Reference {
  readonly kind: "reference";
  readonly service: string;
  readonly port: number;
  /** `bolt`, `http`, … Without it the reference is `service:port`. */
  readonly scheme?: string;
}

/** Text put together from parts; as secret as its parts are. */
export interface InterpolatedText {
  readonly kind: "text";
  readonly parts: readonly (string | SecretRef)[];
  /** The references that are part of the text. */
  readonly references: readonly Reference[];
}

/** What a variable may hold. */
export type Value = string | number | boolean | Reference | SecretRef | InterpolatedText;

/** A reference as text: `bolt://neo4j:7687`. */
export function formatReference({ scheme, service, port }: Reference): string {
  return `${scheme === undefined ? "" : `${scheme}://`}${service}:${String(port)}`;
}

/**
 * Puts text together around secrets: ``interpolate`neo4j/${password}` ``. The result is as secret as its parts:
 * it fits into `environment` and `secrets`, and does not compile where plain text is wanted.
 */
export function interpolate(
  literals: TemplateStringsArray,
  ...values: readonly (string | number | Reference | SecretRef)[]
): InterpolatedText {
  const parts: (string | SecretRef)[] = [];
  const references: Reference[] = [];
  literals.forEach((literal, index) => {
    if (literal !== "") parts.push(literal);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value !== "object") parts.push(String(value));
    else if (value.kind === "secret") parts.push(value);
    else {
      parts.push(formatReference(value));
      references.push(value);
    }
  });
  return Object.freeze({ kind: "text", parts: Object.freeze(parts), references: Object.freeze(references) });
}

/** The secrets that a value stands on. */
export function secretsOf(value: Value): readonly SecretRef[] {
  if (typeof value !== "object") return [];
  if (value.kind === "secret") return [value];
  return value.kind === "text" ? value.parts.filter((part) => typeof part === "object") : [];
}

/** The references that a value stands on. */
export function referencesOf(value: Value): readonly Reference[] {
  if (typeof value !== "object") return [];
  if (value.kind === "reference") return [value];
  return value.kind === "text" ? value.references : [];
}
