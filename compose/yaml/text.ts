import { isNode, Scalar } from "yaml";
import { formatReference, variableName, type InterpolatedText, type SecretRef, type Value } from "../values";

/** A value that is put into a file as it is; everything else has its `$` doubled, or Compose would expand it. */
export function verbatim(value: string | number): Scalar {
  return new Scalar(value);
}

/** Permission bits, `0o400`: YAML 1.2 and Compose read that alike, where a leading zero is decimal to one of them. */
export function octal(mode: string): Scalar {
  const scalar = new Scalar(Number.parseInt(mode, 8));
  scalar.format = "OCT";
  return scalar;
}

function escape(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** Doubles each `$` in a tree of plain data. */
export function escapeDeep(input: unknown): unknown {
  if (typeof input === "string") return escape(input);
  if (Array.isArray(input)) return input.map(escapeDeep);
  if (typeof input !== "object" || input === null || isNode(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, escapeDeep(value)]));
}

/** The secret as a variable that Compose refuses to do without. */
function variableOf({ name }: SecretRef): string {
  return `\${${variableName(name)}:?set it in .env}`;
}

/** Text with its secrets as variables: `neo4j/${NEO4J_PASSWORD:?set it in .env}`. */
export function interpolatedText({ parts }: InterpolatedText): Scalar {
  return verbatim(parts.map((part) => (typeof part === "string" ? escape(part) : variableOf(part))).join(""));
}

/** The value of a variable of a service. */
export function environmentValue(value: Value): string | Scalar {
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "reference":
      return formatReference(value);
    case "secret":
      return verbatim(variableOf(value));
    case "text":
      return interpolatedText(value);
  }
}

/** A path as Compose wants it: relative to the file, or absolute. */
export function projectPath(path: string): string {
  return path.startsWith("/") || path.startsWith(".") ? path : `./${path}`;
}
