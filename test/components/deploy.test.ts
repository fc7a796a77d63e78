import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { deploy } from "../../components";
import { compose, secret, service } from "../../compose";
import { z } from "zod";
import { settle, startRecording, type Recording } from "./support/recording";

const token = secret("apiToken", { description: "Token of the API", minLength: 8, forbidden: "/", generate: {} });
const settings = { workers: z.int().min(1, "is below one; choose 1 or more").default(1) };

const stall = compose("stall", { config: z.object(settings) }, ({ config }) => ({
  web: service("web", {
    image: "redis:7",
    environment: { WORKERS: config.workers },
    secrets: { "/run/secrets/token": token },
  }),
}));

const good = { "stall:apiToken": "a good token" };
const encrypted = ["stall:apiToken"];

/** Answers what a preview asks: a ping, a version, and that there is nothing. */
let engine: Server;
let folder: string;
const environment = process.env;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "deploy-test-"));
  const socket = join(folder, "engine.sock");
  engine = createServer((request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(request.url?.split("?")[0]?.endsWith("json") === true ? "[]" : '{"ApiVersion":"1.54"}');
  });
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  process.env = { ...environment, DOCKER_HOST: `unix://${socket}` };
});

afterEach(async () => {
  await new Promise((resolve) => engine.close(resolve));
  rmSync(folder, { recursive: true });
  process.env = environment;
});

interface Attempt {
  readonly stack?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
}

/** Previews the stall, for what comes before resources is the same. */
async function attempt({ stack = "dev", config = good, secretKeys = encrypted }: Attempt): Promise<{
  readonly recording: Recording;
  readonly outcome: Promise<Readonly<Record<string, unknown>>>;
}> {
  const recording = await startRecording({ project: "stall", stack, preview: true });
  pulumi.runtime.setAllConfig({ ...config }, [...secretKeys]);
  return { recording, outcome: deploy(stall) };
}

async function refusal(given: Attempt): Promise<string> {
  const { recording, outcome } = await attempt(given);
  const error = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await settle(recording);
  expect(recording.names).toEqual([]);
  // Pulumi prints this kind, and no other, without a stack trace.
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  return (error as Error).message;
}

test("a stack that is in order is made, under the name of stack and description", async () => {
  const { recording, outcome } = await attempt({});
  const outputs = await outcome;
  await settle(recording);
  expect(Object.keys(outputs).sort()).toEqual(["endpoints", "oneOffs", "profile", "project"]);
  expect(outputs).toMatchObject({ project: "stall-dev", profile: "dev" });
  expect(recording.names).toContain("docker:index/container:Container web");
});

test("a stack's file may name the profile, so that a stack may have any name", async () => {
  const { outcome } = await attempt({ stack: "eu-west", config: { ...good, "stall:profile": "prod" } });
  expect(await outcome).toMatchObject({ project: "stall-eu-west", profile: "prod" });
});

test.each<[string, Attempt, string]>([
  [
    "an unknown profile",
    { stack: "staging" },
    'Pulumi.staging.yaml: profile: "staging" is not a profile of stall; choose one of dev, test, prod',
  ],
  [
    "a secret that prod lacks",
    { stack: "prod", config: {}, secretKeys: [] },
    'Pulumi.prod.yaml: apiToken: the secret is not set (Token of the API); run "pulumi config set --secret apiToken"',
  ],
  [
    "a secret in plain text",
    { secretKeys: [] },
    'Pulumi.dev.yaml: apiToken: the secret is stored as plain text; run "pulumi config set --secret apiToken", and treat the old value as known',
  ],
  [
    "a secret that is too short",
    { config: { "stall:apiToken": "short" } },
    "Pulumi.dev.yaml: apiToken: the secret has fewer than 8 characters; choose a longer one",
  ],
  [
    "a secret with a character that its service can't read",
    { config: { "stall:apiToken": "a/long/token" } },
    'Pulumi.dev.yaml: apiToken: the secret holds "/", which its service can\'t read; choose one without',
  ],
  [
    "a setting of the wrong kind",
    { config: { ...good, "stall:workers": "0" } },
    "Pulumi.dev.yaml: workers: is below one; choose 1 or more",
  ],
])("%s is said, and nothing is made", async (_what, given, finding) => {
  const stack = given.stack ?? "dev";
  expect(await refusal(given)).toBe(`stack "stall-${stack}": 1 finding\n  ${finding}`);
});

test("a setting that nobody knows is named, and nothing is made", async () => {
  const message = await refusal({ config: { ...good, "stall:worker": "2" } });
  expect(message).toMatch(/^stack "stall-dev": 1 finding\n {2}Pulumi\.dev\.yaml: worker: .*workers/);
});

test("everything that is wrong is said at once, sorted by path", async () => {
  const message = await refusal({ config: { "stall:apiToken": "a/b" }, secretKeys: [] });
  expect(message.split("\n")[0]).toBe('stack "stall-dev": 3 findings');
  expect(message).not.toContain("a/b");
});

test("without an engine, its address and the remedy are said, and nothing is made", async () => {
  process.env.DOCKER_HOST = `unix://${folder}/nobody.sock`;
  expect(await refusal({})).toBe(
    `stack "stall-dev": 1 finding\n  engine: no Docker engine answers at unix://${folder}/nobody.sock (ENOENT); ` +
      'start Docker, run "make engine-start", or point DOCKER_HOST at an engine',
  );
});

test("what is no mistake of the user's keeps its stack trace", async () => {
  const recording = await startRecording({ project: "stall", stack: "dev", preview: true });
  pulumi.runtime.setAllConfig({ ...good }, [...encrypted]);
  const boom = {
    ...stall,
    build: () => {
      throw new TypeError("a mistake of ours");
    },
  };
  await expect(deploy(boom)).rejects.toThrow(TypeError);
  expect(recording.names).toEqual([]);
});
