import type { RunResult } from "./run";

/** The result of a command that has to have succeeded. @throws Error with all that it said, where it has not */
export function succeeded<T extends RunResult>(result: T): T {
  if (result.status !== 0) throw new Error(`ended with status ${result.status}:\n${result.output}`);
  return result;
}
