import { z } from "zod";
import type { ImageHandle } from "../describe/image";
import type { NetworkHandle } from "../describe/network";
import type { Dependency, ServiceHandle } from "../describe/service";
import { kindOf } from "../check/wording";
import { absolutePath, text } from "./value-schemas";

/** A handle that keeps its identity: the same object comes out, with whatever else it carries. */
function handle<T>(schema: z.ZodType, what: string, maker: string) {
  return z.custom<T>((input) => schema.safeParse(input).success, {
    error: ({ input }) =>
      `is ${input === undefined ? "missing" : kindOf(input)} where ${what} is expected; make one by ${maker}`,
  });
}

/** What a service of a stack must be for anything else to be read from it. */
export const serviceHandle = handle<ServiceHandle>(
  z.looseObject({
    kind: z.literal("service"),
    name: text,
    lifecycle: z.enum(["service", "job", "one-off"]),
    spec: z.unknown(),
  }),
  "a service",
  "service(…), job(…) or oneOff(…)",
);

export const imageOrReference = z.union(
  [text, handle<ImageHandle>(z.looseObject({ kind: z.literal("image"), name: text }), "an image", "image(…)")],
  {
    error: ({ input }) =>
      `is ${input === undefined ? "missing" : kindOf(input)} where an image is expected; make one by image(…) or name one as in "redis:7"`,
  },
);

export const networks = z
  .array(
    handle<NetworkHandle>(
      z.looseObject({ kind: z.literal("network"), name: text, internal: z.boolean() }),
      "a network",
      "network(…)",
    ),
  )
  .refine(({ length }) => length > 0, "names no network; leave it out for the stack's default network");

export const dependencies = z.array(
  handle<Dependency>(
    z.looseObject({
      service: serviceHandle,
      condition: z.enum(["service_started", "service_healthy", "service_completed_successfully"]),
    }),
    "something to wait for",
    "healthy(…), started(…) or completed(…), with a service that this profile has",
  ),
);

export const layers = z.array(
  z.strictObject({
    kind: z.literal("layer", { error: "is not a layer; make one by layer(…)" }),
    source: text,
    target: absolutePath,
    delivery: z.enum(["bind", "bake"]),
  }),
);

/** How an image is built, as it is written. */
export const buildSchema = z.strictObject({
  context: text,
  dockerfile: text.optional(),
  target: text.optional(),
  args: z
    .record(
      text,
      z.union([text, z.number(), z.boolean()], {
        error: ({ input }) =>
          kindOf(input) === "a secret"
            ? "is a secret, which an image's history would show; mount it into the build instead"
            : `is ${kindOf(input)} where a build argument is expected; give text, a number, true or false`,
      }),
    )
    .default({}),
  additionalContexts: z.record(text, text).default({}),
});
