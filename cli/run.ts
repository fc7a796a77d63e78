#!/usr/bin/env node
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { connect, runOneOff, type OneOffSpec } from "../engine";

const usage = "usage: run [--stack NAME] SERVICE [-- COMMAND…]";
/** What `make` calls the stack, too: `make etl STACK=test ARGS=…`. */
const defaultStack = process.env.STACK ?? "dev";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

/** The one-off services of a stack, decrypted for this process alone. */
function readOneOffs(stack: string): Readonly<Record<string, OneOffSpec>> {
  try {
    const output = execFileSync(
      "pulumi",
      ["stack", "output", "oneOffs", "--json", "--show-secrets", "--stack", stack],
      { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    );
    return JSON.parse(output) as Record<string, OneOffSpec>;
  } catch (error) {
    const reason = ((error as { stderr?: string }).stderr ?? (error as Error).message).trim();
    fail(
      `stack "${stack}": its one-off services can't be read (${reason.split("\n")[0] ?? ""}); deploy it by "pulumi up -s ${stack}" first`,
    );
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stack: { type: "string", short: "s", default: defaultStack } },
  });
  const [service, ...command] = positionals;
  if (service === undefined) fail(usage);
  const oneOffs = readOneOffs(values.stack);
  const spec = oneOffs[service];
  if (spec === undefined)
    fail(
      `service "${service}": stack "${values.stack}" has no one-off service of this name; known are ${Object.keys(oneOffs).join(", ")}`,
    );
  return runOneOff(connect(), spec, command, { stdout: process.stdout, stderr: process.stderr });
}

main().then(
  (status) => (process.exitCode = status),
  (error: unknown) => fail(`run: ${(error as Error).message}`),
);
