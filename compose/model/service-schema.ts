import { z } from "zod";
import { kindOf } from "../check/wording";
import { dependencies, imageOrReference, layers, networks } from "./reference-schemas";
import {
  absolutePath,
  duration,
  memory,
  port,
  probeDuration,
  secretContent,
  secretError,
  startPeriod,
  text,
  texts,
  value,
  variable,
} from "./value-schemas";

export const healthcheckSchema = z.strictObject({
  test: z
    .array(text)
    .readonly()
    .refine(
      ([form, ...rest]) => (form === "CMD" && rest.length > 0) || (form === "CMD-SHELL" && rest.length === 1),
      'does not say what to run; write ["CMD", program, …] or ["CMD-SHELL", line]',
    ),
  interval: probeDuration.prefault("30s"),
  timeout: probeDuration.prefault("30s"),
  retries: z.int().min(1, "is less than one; choose 1 or more").default(3),
  startPeriod: startPeriod.prefault("0s"),
  startInterval: probeDuration.optional(),
});

const limits = z.strictObject({
  cpus: z.number().positive("is not above zero; give a number of cores").optional(),
  memory: memory.optional(),
});

const mountError = {
  error: ({ input }: { readonly input?: unknown }): string =>
    `is ${kindOf(input)} where a volume or folder is expected; make one by volume(…) or bind(…)`,
};
const volumeOrBind = [
  z.strictObject({ kind: z.literal("volume"), name: text }),
  z.strictObject({ kind: z.literal("bind"), source: text }),
] as const;
const mount = z.discriminatedUnion(
  "kind",
  [
    ...volumeOrBind,
    z.strictObject({ kind: z.literal("read-only"), mount: z.discriminatedUnion("kind", volumeOrBind, mountError) }),
  ],
  mountError,
);

const secretFile = z.strictObject({
  kind: z.literal("secret-file"),
  content: secretContent,
  mode: z.string().regex(/^0?[0-7]{3}$/, 'is not a mode; write octal digits, as in "0400"'),
});

/** The shape of a service as it is written. What comes out has units and defaults. */
export const serviceSchema = z.strictObject({
  image: imageOrReference,
  layers: layers.default([]),
  networks: networks.optional(),
  dependsOn: dependencies.default([]),
  command: texts.optional(),
  entrypoint: texts.optional(),
  environment: z.record(variable, value).default({}),
  secrets: z.record(absolutePath, z.union([secretFile, secretContent], { error: secretError })).default({}),
  volumes: z.record(absolutePath, mount).default({}),
  tmpfs: z.array(absolutePath).default([]),
  ports: z
    .array(
      z.strictObject({
        target: port,
        published: port.optional(),
        hostIp: z.union([z.ipv4(), z.ipv6()], { error: 'is not an IP address; write one as in "127.0.0.1"' }),
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
        .strictObject({ limits: limits.optional(), reservations: limits.pick({ memory: true }).optional() })
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

/** What may be said at a place within a service, for suggestions; nothing where the keys are free. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const [key] = path;
  if (path.length === 0) return Object.keys(serviceSchema.shape).sort();
  if (path.length === 1 && key === "healthcheck") return Object.keys(healthcheckSchema.shape).sort();
  return [];
}
