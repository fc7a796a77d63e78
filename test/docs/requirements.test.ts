import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** `S1.7 | test/e2e/failing-starts.test.ts | the daemon gives up …`, sorted: equal lists are equal sets. */
function covered(id: string, file: string, title: string): string {
  return [id, file, title].join(" | ");
}

// A sample: it, with "S1.7: the daemon gives up when Neo4j never comes" as its first argument.
function testsThatNameRequirements(): readonly string[] {
  const files = globSync("test/**/*.test.ts", { cwd: repository });
  const named = files.flatMap((file) =>
    [...readFileSync(join(repository, file), "utf8").matchAll(/\b(?:it|test)\(\s*"(S\d+\.\d+): ([^"]+)"/g)].map(
      ([, id = "", title = ""]) => covered(id, file, title),
    ),
  );
  return named.sort();
}

// A sample: | S1.7 | the daemon gives up … | `test/e2e/failing-starts.test.ts` |
function rowsOfTheTable(): readonly string[] {
  const table = readFileSync(join(repository, "docs/requirements.md"), "utf8");
  const rows = [...table.matchAll(/^\| (S\d+\.\d+) +\| (.+?) +\| `(.+?)` +\|$/gm)];
  return rows.map(([, id = "", title = "", file = ""]) => covered(id, file, title)).sort();
}

test("the table of requirements names every test that proves one, and no other", () => {
  expect(rowsOfTheTable()).toEqual(testsThatNameRequirements());
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 16, 17, 18, 19, 20])("S1.%i has a test", (number) => {
  expect(rowsOfTheTable().some((row) => row.startsWith(`S1.${number} |`))).toBe(true);
});
