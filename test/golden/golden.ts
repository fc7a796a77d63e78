import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Set to 1, it writes the files instead of comparing them; a person then reads the diff. */
const update = process.env.UPDATE_GOLDEN === "1";

/** Compares text with a file that a person has reviewed. */
export function expectGolden(name: string, actual: string): void {
  const file = join(__dirname, name);
  if (update) writeFileSync(file, actual);
  if (!existsSync(file)) throw new Error(`${name} does not exist; make it by UPDATE_GOLDEN=1 and review it`);
  expect(actual).toBe(readFileSync(file, "utf8"));
}
