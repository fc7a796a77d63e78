import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";
import type { StackDescription } from "../../compose";
import { toComposeYaml } from "../../compose/yaml";

const root = join(__dirname, "../..");
const readmePath = join(root, "README.md");
const readme = readFileSync(readmePath, "utf8");

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(readme)?.[1];
  if (found === undefined) throw new Error(`README.md has no block of ${language}`);
  return found;
}

function compile(source: string): { readonly problems: readonly string[]; readonly script: string } {
  const file = join(root, "readme-example.ts");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const onDisk = host.readFile.bind(host);
  host.readFile = (path) => (path === file ? source : onDisk(path));
  host.fileExists = (path) => path === file || ts.sys.fileExists(path);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  return {
    problems,
    script: ts.transpileModule(source, { compilerOptions: { ...options, module: ts.ModuleKind.CommonJS } }).outputText,
  };
}

/** Runs the example with a `deploy` that hands the description back. */
function describeExample(script: string): StackDescription {
  const exported: { exports: unknown } = { exports: {} };
  const resolve = (path: string): unknown =>
    path === "./components" ? { deploy: (stack: unknown) => stack } : jest.requireActual(join(root, path));
  const run = compileFunction(script, ["module", "exports", "require"]) as (...scope: readonly unknown[]) => void;
  run(exported, exported.exports, resolve);
  return (exported.exports as () => StackDescription)();
}

describe("the README's program", () => {
  const { problems, script } = compile(block("ts"));

  it("compiles under the project's own settings", () => {
    expect(problems).toEqual([]);
  });

  it("renders the Compose file beside it", () => {
    const model = describeExample(script).build({ profile: "dev", project: "shop-dev" });
    const rendered = toComposeYaml(model);
    if (process.env.UPDATE_GOLDEN === "1")
      writeFileSync(
        readmePath,
        readme.replace(block("yaml"), () => rendered),
      );
    else expect(rendered).toBe(block("yaml"));
  });
});
