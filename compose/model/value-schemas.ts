import { z } from "zod";
import { kindOf } from "../check/wording";
import { Bytes, Duration, isPort, type InterpolatedText, type Port, type SecretRef, type Value } from "../values";

/** Reads text as a value with a unit; the value's own message becomes the finding. */
function withUnit<T>(parse: (text: string) => T, isValue: (value: unknown) => value is T, example: string) {
  return z.unknown().transform((input, context): T => {
    if (isValue(input)) return input;
    if (typeof input !== "string") {
      const fact = input === undefined ? "is missing" : `is ${kindOf(input)} where text with a unit is expected`;
      context.addIssue({ code: "custom", message: `${fact}; write it as in "${example}"` });
      return z.NEVER;
    }
    try {
      return parse(input);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const parsedDuration = withUnit(
  (text) => Duration.parse(text),
  (value) => value instanceof Duration,
  "10s",
);
const parsedBytes = withUnit(
  (text) => Bytes.parse(text),
  (value) => value instanceof Bytes,
  "512mb",
);

/** A length of time, zero included. */
export const duration = parsedDuration;

/** A length of time that an engine takes in a health check, where zero would mean "as the image says". */
export const probeDuration = parsedDuration.refine(
  ({ milliseconds }) => milliseconds >= 1,
  'is shorter than a millisecond; give at least "1ms"',
);

/** A start period: zero, or what an engine takes. */
export const startPeriod = parsedDuration.refine(
  ({ milliseconds }) => milliseconds === 0 || milliseconds >= 1,
  'is shorter than a millisecond; give "0s" or at least "1ms"',
);

// https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory
const leastMemory = 6 * 1_024 ** 2;

/** An amount of memory that an engine takes as a limit. */
export const memory = parsedBytes.refine(
  ({ count }) => count >= leastMemory,
  'is less than an engine takes; give at least "6mb"',
);

export const port = z.custom<Port>((value) => typeof value === "number" && isPort(value), {
  error: ({ input }) =>
    typeof input === "number"
      ? "is not a port; choose a whole number from 1 to 65535"
      : `is ${kindOf(input)} where a port is expected; give a whole number from 1 to 65535`,
});

export const text = z.string();
export const texts = z.array(text).readonly();
export const absolutePath = z
  .string()
  .refine((path) => path.startsWith("/"), "is not a path from the root; begin it with /");

/** The name of a variable: what a shell takes, and what programs made of it, such as dots. */
export const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "is not the name of a variable; use letters, digits and _")
  .refine((name) => name !== "__proto__", "is not the name of a variable; choose another");

function isOf(kind: string, input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && "kind" in input && input.kind === kind;
}

function isSecret(input: unknown): input is SecretRef {
  return isOf("secret", input) && typeof input.name === "string";
}

function isInterpolated(input: unknown): input is InterpolatedText {
  return (
    isOf("text", input) &&
    Array.isArray(input.parts) &&
    input.parts.every((part) => typeof part === "string" || isSecret(part)) &&
    Array.isArray(input.references)
  );
}

/** The message for what should be a secret and is none. */
export const secretError = ({ input }: { readonly input?: unknown }): string =>
  `is ${input === undefined ? "missing" : kindOf(input)} where a secret is expected; name it by secret(…) or interpolate\`…\``;

/** What a file with a secret may hold. */
export const secretContent = z.custom<SecretRef | InterpolatedText>(
  (input) => isSecret(input) || isInterpolated(input),
  { error: secretError },
);

/** What a variable may hold. */
export const value = z.custom<Value>(
  (input) =>
    typeof input === "string" ||
    typeof input === "boolean" ||
    Number.isFinite(input) ||
    (isOf("reference", input) && typeof input.service === "string" && typeof input.port === "number") ||
    isSecret(input) ||
    isInterpolated(input),
  {
    error: ({ input }) =>
      `is ${kindOf(input)} where the value of a variable is expected; give text, a number, true or false, a reference or a secret`,
  },
);
