import type { z } from "zod";
import type { Finding } from "../check/finding";
import { wordIssue } from "../check/wording";
import { toFindings } from "../check/zod-findings";

/** The schema of a stack's configuration: one key of `Pulumi.<stack>.yaml` each. */
export type ConfigSchema = z.ZodObject;

/** A configuration, or what is wrong with it. */
export type ParsedConfig<Schema extends ConfigSchema> =
  | { readonly config: z.output<Schema>; readonly findings: readonly [] }
  | { readonly config?: never; readonly findings: readonly Finding[] };

/** Values of Pulumi config are text; numbers and booleans are read from it. */
function fromText(schema: z.ZodType, text: unknown): unknown {
  if (typeof text !== "string" || schema.safeParse(text).success) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * Reads the keys of a configuration that its schema names.
 *
 * @param where the file that it comes from, for messages
 * @param raw values by key, without the project's prefix
 */
export function parseConfig<Schema extends ConfigSchema>(
  schema: Schema,
  where: string,
  raw: Readonly<Record<string, unknown>>,
): ParsedConfig<Schema> {
  const shape = Object.entries<z.ZodType>(schema.shape);
  const values = Object.fromEntries(shape.map(([key, type]) => [key, fromText(type, raw[key])]));
  const parsed = schema.safeParse(values, { error: wordIssue });
  if (parsed.success) return { config: parsed.data, findings: [] };
  return {
    findings: toFindings(parsed.error, []).map((finding) => ({ ...finding, path: `${where}: ${finding.path}` })),
  };
}

/** Keys that neither the schema nor a secret of the stack explains: most often a slip of the pen. */
export function checkConfigKeys(known: readonly string[], where: string, keys: readonly string[]): readonly Finding[] {
  const unknown = keys.filter((key) => !known.includes(key));
  const issues = unknown.map((key) => ({ code: "unrecognized_keys" as const, keys: [key], path: [], message: "" }));
  return toFindings({ issues }, [], () => known).map((finding) => ({ ...finding, path: `${where}: ${finding.path}` }));
}
