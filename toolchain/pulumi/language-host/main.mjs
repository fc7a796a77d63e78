// @ts-check
// A Node.js language host for the Pulumi CLI: a gRPC server on a port of its own choosing, which it prints as its first
// line. It stands in for the host of the official release where that can't be had, and runs programs with the entry
// points that @pulumi/pulumi brings (`cmd/run`, `cmd/run-policy-pack`, `cmd/run-plugin`).

import { stopChildren } from "./children.mjs";
import { languageRuntime } from "./runtime.mjs";
import { loadSdk } from "./sdk.mjs";

// As large as the CLI's own limit: a checkpoint with many resources is one message.
const largestMessage = 400 * 1024 * 1024;

function main() {
  const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
  if (engineAddress === undefined) {
    fail("pulumi-language-nodejs: the address of the engine is missing; the Pulumi CLI starts this program by itself.");
  }
  const sdk = loadSdk(process.cwd());
  const server = new sdk.grpc.Server({ "grpc.max_receive_message_length": largestMessage });
  server.addService(sdk.service, languageRuntime(sdk, engineAddress));
  server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) fail(`pulumi-language-nodejs: no port to listen on: ${error.message}`);
    console.log(port);
  });
}

// The CLI ends its plugins by SIGINT, and waits up to 5 seconds; when it dies itself, its end of standard input closes.
// Either way nothing that the host has started may outlive it.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, stop);
process.stdin.on("end", stop).on("error", stop).resume();

function stop() {
  stopChildren();
  process.exit(0);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

try {
  main();
} catch (error) {
  fail(`pulumi-language-nodejs: ${error instanceof Error ? error.message : error}`);
}
