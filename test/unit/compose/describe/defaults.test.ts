import { readFileSync } from "node:fs";
import { join } from "node:path";
import { service } from "../../../../compose";
import { modelOf } from "../fixture";

/** What the docstrings of an interface promise: `@default` by the name of the property. */
function documented(file: string, name: string): ReadonlyMap<string, string> {
  const source = readFileSync(join(__dirname, "../../../../compose", file), "utf8");
  const body = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n(.*?)^\\}`, "ms").exec(source)?.[1] ?? "";
  const found = body.matchAll(/@default ([^\n*]*?)\s*\*\/\s*readonly (\w+)/g);
  return new Map([...found].map(([, value = "", property = ""]) => [property, value]));
}

const model = modelOf({
  web: service("web", { image: "redis:7", healthcheck: { test: ["CMD", "true"] } }),
}).services.web;

test("a service has the defaults that its docstrings promise", () => {
  const promised = documented("describe/service.ts", "ServiceSpec");
  expect([...promised.keys()]).toEqual(["networks", "restart", "stopGracePeriod", "user", "init", "readOnly"]);
  expect(model?.networks).toEqual(["default"]);
  expect(promised.get("networks")).toContain("`default`");
  expect(model).not.toHaveProperty("user");
  expect(promised.get("user")).toBe("the image's USER");
  for (const property of ["restart", "stopGracePeriod", "init", "readOnly"] as const)
    expect(JSON.stringify(model?.[property])).toBe(promised.get(property));
});

test("a probe has the defaults that its docstrings promise", () => {
  const promised = documented("describe/healthcheck.ts", "ProbeTiming");
  expect([...promised.keys()]).toEqual(["interval", "timeout", "retries", "startPeriod", "startInterval"]);
  for (const property of ["interval", "timeout", "retries", "startPeriod"] as const)
    expect(JSON.stringify(model?.healthcheck?.[property])).toBe(promised.get(property));
  // The engine's own default holds where nothing is said.
  expect(model?.healthcheck).not.toHaveProperty("startInterval");
  expect(promised.get("startInterval")).toBe('the engine\'s, "5s"');
});
