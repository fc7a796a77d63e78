// @ts-check
// The program's own @pulumi/pulumi brings the protocol, its gRPC library and the entry points: so the host always speaks
// the version that the program was written for, and needs no packages of its own.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Loads what the host needs of the SDK that a program in `folder` would load.
 * @param {string} folder
 */
export function loadSdk(folder) {
  const manifest = resolveSdk(folder, "package.json");
  const require = createRequire(manifest);
  return {
    version: /** @type {string} */ (require(manifest).version),
    grpc: require("@grpc/grpc-js"),
    service: require("./proto/language_grpc_pb.js").LanguageRuntimeService,
    language: require("./proto/language_pb.js"),
    plugin: require("./proto/plugin_pb.js"),
    empty: require("google-protobuf/google/protobuf/empty_pb.js"),
  };
}

/** @typedef {ReturnType<typeof loadSdk>} Sdk */

/**
 * The path of a file of the SDK, as a program in `folder` sees it.
 * @param {string} folder
 * @param {string} file
 * @returns {string}
 */
export function resolveSdk(folder, file) {
  try {
    return createRequire(join(folder, "index.js")).resolve(`@pulumi/pulumi/${file}`);
  } catch {
    throw new Error(`${folder}: @pulumi/pulumi is not installed there; run npm ci in ${installFolder(folder)} first.`);
  }
}

/**
 * The nearest folder with a package.json, from `folder` upwards.
 * @param {string} folder
 * @returns {string}
 */
export function installFolder(folder) {
  if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return installFolder(dirname(folder));
}
