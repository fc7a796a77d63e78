import * as pulumi from "@pulumi/pulumi";
import { checkSecretValues, type SecretSource } from "../../components";
import { generateSecret, pulumiConfig } from "../../components/secrets";
import type { OneOffSpec } from "../../engine";
import { allSecretsSet, deployShop } from "./support/deploy-shop";
import { FakeGatekeeper } from "./support/gatekeeper";
import { startRecording } from "./support/recording";
import { isSecret, readable } from "./support/secrets";
import { secretValues, shop } from "./support/shop";

const container = "docker:index/container:Container";
const values = Object.values(secretValues);

/** A user who has set what is given, encrypted. */
function sourceOf(set: Readonly<Record<string, string>>, encrypted = true): SecretSource {
  return { get: (name) => set[name], isEncrypted: () => encrypted };
}

test("no value of a secret is sent in a form that anyone may read in the state", async () => {
  const { recording } = await deployShop();
  const sent = JSON.stringify(recording.resources.map((resource) => readable(resource.sent)));
  for (const value of values) expect(sent).not.toContain(value);
});

test("variables and files that hold a secret are sent as secrets, and hold its value", async () => {
  const { recording } = await deployShop();
  const { sent, inputs } = recording.one(container, "web");
  expect(JSON.stringify(inputs)).toContain(secretValues.apiToken);
  const [upload] = sent.uploads as readonly { content: unknown }[];
  expect(isSecret(sent.envs) || (sent.envs as readonly unknown[]).some(isSecret)).toBe(true);
  expect(isSecret(sent.uploads) || isSecret(upload?.content)).toBe(true);
});

test("Neo4j is given user and password in one file that only its owner reads, and in no variable", async () => {
  const { recording } = await deployShop();
  const { inputs } = recording.one(container, "graph");
  expect(inputs.uploads).toEqual([
    { file: "/run/secrets/neo4j_auth", content: `neo4j/${secretValues.graphPassword}`, permissions: "0400" },
  ]);
  expect(JSON.stringify(inputs.envs)).not.toContain(secretValues.graphPassword);
});

test("how to run one-off services is a secret output, because it holds their secrets", async () => {
  const { stack, recording } = await deployShop();
  expect(await pulumi.isSecret(stack.oneOffs)).toBe(true);
  const registered = recording.one("pulumi-compose:index:ComposeStack", "shop");
  expect(registered.secretOutputs).toEqual(["oneOffs"]);
  const { admin } = registered.outputs?.oneOffs as Record<string, OneOffSpec>;
  expect(admin?.files).toEqual([{ path: "/run/secrets/token", mode: "0444", content: secretValues.apiToken }]);
});

test("the gatekeeper is told every value, to keep it out of messages", async () => {
  const gatekeeper = new FakeGatekeeper();
  await deployShop({ gatekeeper });
  expect([...gatekeeper.secrets].sort()).toEqual([...values].sort());
});

test("a secret that nobody has set is made once and kept, encrypted, in the state", async () => {
  const { recording } = await deployShop({ secrets: sourceOf({ apiToken: secretValues.apiToken }) });
  const stash = recording.one("pulumi:index:Stash", "graphPassword");
  expect(isSecret(stash.sent.input)).toBe(true);
  expect(stash.inputs.input).toMatch(/^[A-Za-z0-9]{24}$/);
  expect(stash.options).toMatchObject({ ignoreChanges: ["input"], additionalSecretOutputs: ["output"] });
  expect(JSON.stringify(recording.one(container, "graph").inputs.uploads)).toContain(
    `neo4j/${String(stash.inputs.input)}`,
  );
});

test("made secrets have the length that was asked for, and differ", () => {
  expect(generateSecret(40)).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(generateSecret(40)).not.toBe(generateSecret(40));
});

const where = "Pulumi.dev.yaml";

test("secrets that are set, encrypted and well-formed are no finding", () => {
  expect(checkSecretValues(shop(), allSecretsSet, where)).toEqual([]);
});

test("a secret that nobody can make has to be set, and prod makes none", () => {
  const paths = (profile: string): readonly string[] =>
    checkSecretValues(shop({}, profile), sourceOf({}), where).map(({ path }) => path);
  expect(paths("dev")).toEqual(["Pulumi.dev.yaml: apiToken"]);
  expect(paths("prod")).toEqual(["Pulumi.dev.yaml: apiToken", "Pulumi.dev.yaml: graphPassword"]);
});

test.each([
  ["stored as plain text", secretValues.graphPassword, false, "the secret is stored as plain text"],
  ["too short", "short", true, "the secret has fewer than 8 characters"],
  ["empty", "", true, "the secret has fewer than 8 characters"],
  ["one that its service can't read", "graph/secret", true, 'the secret holds "/", which its service can\'t read'],
])("a secret that is %s is a finding that does not repeat it", (_what, graphPassword, encrypted, fact) => {
  const source = {
    ...sourceOf({ ...secretValues, graphPassword }),
    isEncrypted: (name: string) => encrypted || name !== "graphPassword",
  };
  const findings = checkSecretValues(shop(), source, where);
  expect(findings.map((finding) => [finding.path, finding.fact])).toEqual([["Pulumi.dev.yaml: graphPassword", fact]]);
  if (graphPassword !== "") expect(JSON.stringify(findings)).not.toContain(graphPassword);
});

test("values and their encryption are read from the stack's configuration", async () => {
  await startRecording({ project: "shop" });
  pulumi.runtime.setAllConfig({ "shop:apiToken": "a value", "shop:port": "80" }, ["shop:apiToken"]);
  const source = pulumiConfig(new pulumi.Config());
  expect(source.get("apiToken")).toBe("a value");
  expect(source.isEncrypted("apiToken")).toBe(true);
  expect(source.get("port")).toBe("80");
  expect(source.isEncrypted("port")).toBe(false);
  expect(source.get("other")).toBeUndefined();
});
