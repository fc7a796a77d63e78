import { z } from "zod";
import { compose, FindingsError, service, standardPolicy } from "../../../../compose";
import { caught } from "../fixture";

const config = z.object({ port: z.number().int(), mode: z.enum(["a", "b"]).default("a") });
const stack = compose("shop", { config }, ({ profile, config: { port, mode }, host, perProfile }) => ({
  web: service("web", {
    image: "redis:7",
    environment: {
      PROFILE: profile,
      PORT: port,
      MODE: mode,
      UID: host.uid,
      DEBUG: perProfile({ dev: true, test: true, prod: false }),
    },
  }),
}));
const build = (change: Partial<Parameters<typeof stack.build>[0]>) =>
  stack.build({
    profile: "dev",
    project: "shop-dev",
    config: { port: "80" },
    configSource: "Pulumi.dev.yaml",
    ...change,
  });
const lines = (change: Parameters<typeof build>[0]) =>
  caught(() => build(change)).map(({ path, fact, fix }) => `${path}: ${fact}; ${fix}`);

test("a description is given profile, configuration and host", () => {
  expect(build({ host: { uid: 7, gid: 7, localImages: [] } }).services.web?.environment).toEqual({
    PROFILE: "dev",
    PORT: 80,
    MODE: "a",
    UID: 7,
    DEBUG: true,
  });
  expect(build({ profile: "prod" }).services.web?.environment).toMatchObject({ PROFILE: "prod", DEBUG: false });
});

test("a model carries the names and the policy of its profile", () => {
  const { name, profile, project, policy } = build({ profile: "test", project: "shop-test" });
  expect({ name, profile, project }).toEqual({ name: "shop", profile: "test", project: "shop-test" });
  expect(policy).toEqual(standardPolicy("test"));
  expect(["dev", "test", "prod"].map(standardPolicy)).toEqual([
    { ephemeral: false, generateSecrets: true, protectVolumes: false },
    { ephemeral: true, generateSecrets: true, protectVolumes: false },
    { ephemeral: false, generateSecrets: false, protectVolumes: true },
  ]);
});

test("an unknown profile and a wrong configuration are found together", () => {
  expect(lines({ profile: "prdo", config: { port: "eighty", mode: "c" } })).toEqual([
    'Pulumi.dev.yaml: mode: is none of the values known here; choose one of "a", "b"',
    "Pulumi.dev.yaml: port: is text where a number is expected; give a number",
    'Pulumi.dev.yaml: profile: "prdo" is not a profile of shop; choose one of dev, test, prod',
  ]);
});

test("a key that is missing, and one that nobody knows, are findings", () => {
  expect(lines({ config: {} })).toEqual(["Pulumi.dev.yaml: port: is missing; give it a number"]);
  expect(lines({ config: { port: 1, mod: "a" } })).toEqual([
    'Pulumi.dev.yaml: mod: is not known here; did you mean "mode"? Known are mode, port',
  ]);
});

test("a key called like a method of every object is unknown too", () => {
  expect(lines({ config: { port: 1, constructor: "x" } })).toHaveLength(1);
});

test("a stack may have profiles and a policy of its own", () => {
  const own = compose(
    "own",
    { profiles: ["blue", "green"], policy: () => standardPolicy("prod") },
    ({ perProfile }) => ({ web: service("web", { image: perProfile({ blue: "redis:6", green: "redis:7" }) }) }),
  );
  const model = own.build({ profile: "green", project: "own-green" });
  expect(model.services.web?.image).toBe("redis:7");
  expect(model.policy.protectVolumes).toBe(true);
  expect(() => own.build({ profile: "dev", project: "own-dev" })).toThrow("choose one of blue, green");
});

function causeOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return (error as Error).cause;
  }
  throw new Error("nothing was thrown");
}

const describing = (describe: () => unknown) => () =>
  compose("shop", {}, describe as never).build({ profile: "dev", project: "shop-dev" });

test("what a description throws is a finding with the place, and the cause is kept", () => {
  const cause = new Error("no such folder; make it");
  const call = describing(() => {
    throw cause;
  });
  expect(caught(call)[0]).toMatchObject({ path: "description", fact: "it fails: no such folder" });
  expect(caught(call)[0]?.fix).toMatch(/^make it \(.*compose\.test\.ts:\d+:\d+\)$/);
  expect(causeOf(call)).toBe(cause);
});

test("what a description throws beside errors is a finding without the value", () => {
  const call = describing(() => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- that a description may do so is what is tested
    throw "hunter2";
  });
  expect(caught(call).map(({ fact }) => fact)).toEqual(["it throws something that is no error"]);
});

test("findings that a description throws stay as they are", () => {
  const findings = [{ path: "a", fact: "b", fix: "c" }];
  const call = describing(() => {
    throw new FindingsError("mine", findings);
  });
  expect(caught(call)).toEqual(findings);
});

test.each([undefined, null, 5, "web", {}, [], { web: undefined }, Promise.resolve({})])(
  "a description that returns %p returns no service",
  (returned) => {
    expect(caught(describing(() => returned))).toEqual([
      {
        path: "services",
        fact: "the description returns no service",
        fix: "return the services as in { web: service(…) }, without a promise",
      },
    ]);
  },
);
