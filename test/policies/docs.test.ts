import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policies/checks";

const page = readFileSync(join(__dirname, "../../docs/policies.md"), "utf8");
/** The page without its line breaks, which mean nothing. */
const text = page.replace(/\s+/g, " ");

test("the page lists every policy with its severities, and no other", () => {
  // Columns are padded to the same width.
  const rows = page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.replace(/ +/g, " "));
  expect(rows).toEqual(
    policies.map(
      ({ id, description, severity }) => `| \`${id}\` | ${description} | ${severity.relaxed} | ${severity.strict} |`,
    ),
  );
});

test.each(policies)("the page says why there is $id", ({ id, rationale }) => {
  expect(text).toContain(`- \`${id}\`: ${rationale}`);
});
