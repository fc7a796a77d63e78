import { z } from "zod";
import type { Finding } from "../check/finding";
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
 * Reads a configuration.
 *
 * @param where the file that it comes from, for messages
 * @param raw values by key, without the project's prefix; keys of secrets are left out
 * @param secretNames keys that are known, but are read elsewhere
 */
export function parseConfig<Schema extends ConfigSchema>(
  schema: Schema,
  where: string,
  raw: Readonly<Record<string, unknown>>,
): ParsedConfig<Schema> {
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  const values = Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, shape[key] === undefined ? value : fromText(shape[key], value)]),
  );
  const parsed = z.strictObject(schema.shape).safeParse(values);
  if (parsed.success) return { config: parsed.data as z.output<Schema>, findings: [] };
  const known = Object.keys(shape);
  return {
    findings: toFindings(parsed.error, [], () => known).map((finding) => ({
      ...finding,
      path: `${where}: ${finding.path}`,
    })),
  };
}
