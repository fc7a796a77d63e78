import { join, sep } from "node:path";
import { FindingsError, splitMessage, type Finding } from "../check/finding";
import type { ServiceSet } from "./compose";

// Frames of the DSL itself and of packages say nothing about the author's mistake.
const notTheAuthors = [join(__dirname, "..") + sep, `${sep}node_modules${sep}`, "node:"];

/** The place in the author's files where an error was thrown, as in `stacks/shop/index.ts:12:3`. */
function placeOf({ stack = "" }: Error): string | undefined {
  // A sample: "    at describe (/home/me/project/stacks/shop/index.ts:12:3)"
  const frame = stack
    .split("\n")
    .find((line) => /^ {4}at /.test(line) && !notTheAuthors.some((part) => line.includes(part)));
  return frame === undefined ? undefined : /([^\s(]+:\d+:\d+)\)?$/.exec(frame)?.[1];
}

function descriptionFailed(error: unknown): Finding {
  if (!(error instanceof Error))
    return { path: "description", fact: "it throws something that is no error", fix: "throw an Error, or nothing" };
  const { fact, fix } = splitMessage(error.message);
  const place = placeOf(error);
  return { path: "description", fact: `it fails: ${fact}`, fix: place === undefined ? fix : `${fix} (${place})` };
}

/** Runs the author's function; what it throws becomes a finding that says where. */
export function callDescription(subject: string, describe: () => ServiceSet): Readonly<Record<string, unknown>> {
  let returned: unknown;
  try {
    returned = describe();
  } catch (error) {
    if (error instanceof FindingsError) throw error;
    throw new FindingsError(subject, [descriptionFailed(error)], { cause: error });
  }
  if (typeof returned === "object" && returned !== null && Object.values(returned).some((entry) => entry !== undefined))
    return returned as Readonly<Record<string, unknown>>;
  const fix = "return the services as in { web: service(…) }, without a promise";
  throw new FindingsError(subject, [{ path: "services", fact: "the description returns no service", fix }]);
}
