import { z } from "zod";
import { Bytes, Duration, isPort, type InterpolatedText, type SecretRef, type Value } from "../values";

/** Reads text as a value with a unit; the value's own message becomes the finding. */
function withUnit<T>(parse: (text: string) => T, isValue: (value: unknown) => value is T) {
  return z.unknown().transform((input, context): T => {
    if (isValue(input)) return input;
    try {
      return parse(String(input));
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const duration = withUnit(
  (text) => Duration.parse(text),
  (value) => value instanceof Duration,
);
const bytes = withUnit(
  (text) => Bytes.parse(text),
  (value) => value instanceof Bytes,
);
const port = z.number().refine(isPort, "is not a port; choose a whole number from 1 to 65535");
const text = z.string();
const texts = z.array(text).readonly();
const absolutePath = z.string().refine((path) => path.startsWith("/"), "is not a path from the root; begin it with /");
const kind = <K extends string>(name: K) => z.looseObject({ kind: z.literal(name) });

const secretContent = z.custom<SecretRef | InterpolatedText>(
  (value) => kind("secret").safeParse(value).success || kind("text").safeParse(value).success,
  "is not a secret; name it by secret(…) or interpolate`…`",
);
const value = z.custom<Value>(
  (input) =>
    ["string", "number", "boolean"].includes(typeof input) ||
    (typeof input === "object" && input !== null && "kind" in input),
  "is not a value of a variable; give a string, number, boolean, reference or secret",
);
const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "is not the name of a variable; use letters, digits and _");

export const healthcheckSchema = z.strictObject({
  test: z
    .array(text)
    .readonly()
    .refine(
      ([form, ...rest]) => (form === "CMD" || form === "CMD-SHELL") && rest.length > 0,
      'does not say what to run; begin with "CMD" or "CMD-SHELL" and name a program',
    ),
  interval: duration.prefault("30s"),
  timeout: duration.prefault("30s"),
  retries: z.int().min(1, "is less than one; choose 1 or more").default(3),
  startPeriod: duration.prefault("0s"),
  startInterval: duration.optional(),
});

const resources = z.strictObject({
  cpus: z.number().positive("is not above zero; give a number of cores").optional(),
  memory: bytes.optional(),
});
const mountable = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("volume"), name: text }),
  z.strictObject({ kind: z.literal("bind"), source: text }),
]);

/**
 * The shape of a service as it is written, without its image, layers, networks and dependencies: those are
 * references, which `normalise` resolves. What comes out has units and defaults.
 */
export const serviceSchema = z.strictObject({
  command: texts.optional(),
  entrypoint: texts.optional(),
  environment: z.record(variable, value).default({}),
  secrets: z
    .record(
      absolutePath,
      z.union([
        z.strictObject({
          kind: z.literal("secret-file"),
          content: secretContent,
          mode: z.string().regex(/^0?[0-7]{3}$/, 'is not a mode; write octal digits, as in "0400"'),
        }),
        secretContent,
      ]),
    )
    .default({}),
  volumes: z
    .record(absolutePath, z.union([mountable, z.strictObject({ kind: z.literal("read-only"), mount: mountable })]))
    .default({}),
  tmpfs: z.array(absolutePath).default([]),
  ports: z
    .array(
      z.strictObject({
        target: port,
        published: port.optional(),
        hostIp: z.union([z.ipv4(), z.ipv6()]),
        protocol: z.enum(["tcp", "udp"]),
      }),
    )
    .default([]),
  expose: z.array(port).default([]),
  extraHosts: z.record(text, text).default({}),
  healthcheck: healthcheckSchema.optional(),
  restart: z
    .string()
    .regex(
      /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/,
      'is not a restart policy; choose "no", "always", "unless-stopped" or "on-failure:<retries>"',
    )
    .default("no"),
  stopGracePeriod: duration.prefault("10s"),
  deploy: z
    .strictObject({
      resources: z
        .strictObject({ limits: resources.optional(), reservations: resources.pick({ memory: true }).optional() })
        .optional(),
    })
    .default({}),
  labels: z.record(text, text).default({}),
  user: text.optional(),
  groupAdd: texts.default([]),
  workingDir: absolutePath.optional(),
  init: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  capAdd: texts.default([]),
  capDrop: texts.default([]),
});

/** A service after its shape was read. */
export type ParsedService = z.output<typeof serviceSchema>;

/** Keys that are read elsewhere, since they are references to other parts of the stack. */
export const referenceKeys = ["image", "layers", "networks", "dependsOn"] as const;

/** What a service may say, for suggestions. */
export const knownServiceKeys: readonly string[] = [...Object.keys(serviceSchema.shape), ...referenceKeys].sort();
