import type { RunResult } from "./support/run";
import { Sandbox } from "./support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.create("policies", { fixture: "policies" });
});
afterAll(() => sandbox.dispose());

/** Previews the fixture under the policies, from the sources of a clean tree. */
function preview(profile: string, careful: boolean): Promise<RunResult> {
  sandbox.configure({ profile, careful: String(careful) });
  return sandbox.pulumi("preview", "--policy-pack", "policies", "--stack", sandbox.stack);
}

/** `[mandatory] no-bind-mounts` for each violation that was printed. */
function violations(output: string): readonly string[] {
  // A sample: "        - [mandatory]  no-bind-mounts  (docker:index:Container: web)"
  return [...output.matchAll(/^ *- (\[\w+\]) +([\w-]+) +\(docker:index:Container: web\)$/gm)]
    .map(([, level = "", policy = ""]) => `${level} ${policy}`)
    .sort();
}

test("a stack that keeps to the policies passes in prod", async () => {
  const { status, output } = await preview("prod", true);
  expect(output).toContain("pulumi-compose@v0.1.0");
  expect(violations(output)).toEqual([]);
  expect(status).toBe(0);
});

test("a stack that violates them is stopped in prod, whether its description or a transform does it", async () => {
  const { status, output } = await preview("prod", false);
  expect(violations(output)).toEqual([
    "[mandatory] health-check-present",
    "[mandatory] no-bind-mounts",
    "[mandatory] no-plain-text-secrets",
    "[mandatory] no-privileged-containers",
    "[mandatory] ports-on-loopback",
  ]);
  expect(output).toContain("environment.DB_PASSWORD: the value of a secret is written as plain text");
  expect(output).not.toContain("hunter2");
  expect(status).not.toBe(0);
});

test("the same stack is advised in dev, and passes", async () => {
  const { status, output } = await preview("dev", false);
  expect(violations(output)).toEqual([
    "[advisory] health-check-present-advice",
    "[advisory] no-plain-text-secrets-advice",
    "[advisory] no-privileged-containers-advice",
    "[advisory] ports-on-loopback-advice",
  ]);
  expect(status).toBe(0);
});
