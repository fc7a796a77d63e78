import type { ResourceValidationArgs } from "@pulumi/policy";
import { policies } from "../../policies/checks";
import { known } from "../../policies/known";
import { toResourcePolicies } from "../../policies/resource-policies";
import { container } from "./shop";

const containerType = "docker:index/container:Container";

/** What is reported of a resource, by the policies' names as Pulumi sees them. */
async function report(props: object, { stack = "prod", type = containerType } = {}): Promise<readonly string[]> {
  const reported: string[] = [];
  const args = { type, props, urn: `urn:pulumi:${stack}::shop::${type}::web` } as unknown as ResourceValidationArgs;
  for (const { name, validateResource } of policies.flatMap(toResourcePolicies)) {
    if (typeof validateResource !== "function") throw new Error(`${name} validates nothing`);
    await validateResource(args, (message) => reported.push(`${name}: ${message}`));
  }
  return reported;
}

/** A resource with a property that is not known yet, as Pulumi shows it to a pack. */
function unknownAt<T extends object>(owner: T, key: keyof T): T {
  const copy = (Array.isArray(owner) ? [...(owner as readonly unknown[])] : { ...owner }) as T;
  return Object.defineProperty(copy, key, {
    enumerable: true,
    get: () => {
      throw Object.assign(new Error("can't be known during preview"), { unknownTypeSentinel: "04da6b54" });
    },
  });
}

const privileged = container({ privileged: true });
const withProfile = (profile: string): object => ({
  ...privileged,
  labels: [...(privileged.labels ?? []), { label: "pulumi-compose.profile", value: profile }],
});

test("a violation says where, what, and what to do", async () => {
  expect(await report(privileged)).toEqual([
    "no-privileged-containers: privileged: the container is privileged; give it only the capabilities that it needs",
  ]);
});

test("the container's label says the profile, whatever the stack is called", async () => {
  expect(await report(withProfile("dev"), { stack: "prod" })).toEqual([
    expect.stringMatching(/^no-privileged-containers-advice: /),
  ]);
  expect(await report(withProfile("prod"), { stack: "dev" })).toEqual([
    expect.stringMatching(/^no-privileged-containers: /),
  ]);
});

test("without the label, the stack's name says it, and an unknown one is taken seriously", async () => {
  expect(await report(privileged, { stack: "dev" })).toEqual([expect.stringMatching(/-advice: /)]);
  expect(await report(privileged, { stack: "eu-west" })).toEqual([
    expect.stringMatching(/^no-privileged-containers: /),
  ]);
});

test("what is the point of dev is not even advice there", async () => {
  const bound = container({ volumes: [{ hostPath: "/srv", containerPath: "/data" }], image: "redis:7" });
  expect(await report(bound, { stack: "dev" })).toEqual([]);
});

test("other resources are none of a container's policies' business", async () => {
  expect(await report(privileged, { type: "docker:index/network:Network" })).toEqual([]);
});

test("what is not known yet is left out, and the rest is judged", async () => {
  const envs = unknownAt(["API_KEY=hunter2", "later"], 1);
  expect(await report(unknownAt({ ...container(), envs }, "image"))).toEqual([
    expect.stringMatching(/^no-plain-text-secrets: environment\.API_KEY: /),
  ]);
});

test("any other error of a property is not hidden", () => {
  const broken = Object.defineProperty({}, "image", {
    enumerable: true,
    get: () => {
      throw new TypeError("broken");
    },
  });
  expect(() => known(broken)).toThrow("broken");
});

test("policies have names of their own, and levels that Pulumi knows", () => {
  const all = policies.flatMap(toResourcePolicies);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(new Set(all.map(({ enforcementLevel }) => enforcementLevel))).toEqual(new Set(["mandatory", "advisory"]));
});
