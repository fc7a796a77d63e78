import { join } from "node:path";
import ts from "typescript";
import { accepted, mistakes, preamble } from "./mistakes";

const root = join(__dirname, "../..");
const fileName = join(__dirname, "snippets.generated.ts");

/** What the compiler says of each line, in one program for all of them. */
function compileLines(lines: readonly string[]): readonly string[] {
  const blocks = lines.map((line) => `{ ${line} }`);
  const source = [preamble.trim().replaceAll("\n", " "), ...blocks].join("\n");
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === fileName ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : readFile(name, ...rest);
  const program = ts.createProgram([fileName], { ...options, noEmit: true }, host);
  const file = program.getSourceFile(fileName);
  const found = lines.map(() => "");
  if (file === undefined) throw new Error("the compiler has not read the snippets");
  for (const diagnostic of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
    const line = ts.getLineAndCharacterOfPosition(file, diagnostic.start ?? 0).line - 1;
    if (line < 0) throw new Error(`the preamble does not compile: ${text(diagnostic)}`);
    found[line] = `${found[line] ?? ""}${text(diagnostic)}\n`;
  }
  return found;
}

function text(diagnostic: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
}

describe("the compiler", () => {
  let said: readonly string[] = [];
  beforeAll(() => {
    said = compileLines([...accepted, ...mistakes.map(({ code }) => code)]);
  }, 120_000);

  it.each(accepted.map((code, index) => [code, index] as const))("takes %s", (_code, index) => {
    expect(said[index]).toBe("");
  });

  it.each(mistakes.map(({ name, says }, index) => [name, says, index] as const))("refuses %s", (_name, says, index) => {
    expect(said[accepted.length + index]).toMatch(says);
  });
});
