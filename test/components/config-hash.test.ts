import type { ServiceSpec } from "../../compose";
import { neo4jPasswordRules, secret } from "../../compose";
import { configHash } from "../../components/config-hash";
import { serviceOf, shop } from "./support/shop";

function hash(changes: Partial<ServiceSpec> = {}): string {
  return configHash(serviceOf(shop(changes), "web"));
}

/** Typed as what the schema reads: a key that is absent. */
const absent = undefined as never;

test.each([
  "environment",
  "labels",
  "command",
  "healthcheck",
  "user",
  "workingDir",
  "capDrop",
  "tmpfs",
  "volumes",
] as const)("the hash changes when %s is removed, which the provider alone would not see", (property) => {
  expect(hash({ [property]: absent })).not.toBe(hash());
});

test.each<[string, Partial<ServiceSpec>]>([
  ["the restart policy", { restart: "always" }],
  ["the limits", { deploy: { resources: { limits: { memory: "1gb" } } } }],
  ["the gates", { dependsOn: [] }],
  ["a port that nobody publishes", { expose: [1234] }],
])("the hash stays when %s changes, which need no new container", (_what, changes) => {
  expect(hash(changes)).toBe(hash());
});

test("the hash does not depend on the order in which variables are written", () => {
  expect(hash({ environment: { A: "1", B: "2" } })).toBe(hash({ environment: { B: "2", A: "1" } }));
});

test("the hash does not depend on what people read about a secret, only on which one it is", () => {
  const withSecret = (name: string, description: string): string => {
    const token = secret(name, { description, ...neo4jPasswordRules });
    return hash({ environment: {}, secrets: { "/run/secrets/t": token }, dependsOn: [] });
  };
  expect(withSecret("webToken", "a token")).toBe(withSecret("webToken", "the token of the shop"));
  expect(withSecret("webToken", "a token")).not.toBe(withSecret("otherToken", "a token"));
});
