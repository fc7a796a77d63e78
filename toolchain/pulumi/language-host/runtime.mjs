// @ts-check
// The methods of the language runtime service (pulumi/language.proto), each answered by a function of the files beside.

import { stopChildren } from "./children.mjs";
import { installDependencies } from "./install.mjs";
import { directDependencies, requiredPackages } from "./packages.mjs";
import { runPlugin, runProgram } from "./run.mjs";

/**
 * @param {import("./sdk.mjs").Sdk} sdk
 * @param {string} engineAddress
 */
export function languageRuntime(sdk, engineAddress) {
  const { language, plugin, empty } = sdk;

  /** Methods with one answer. @type {Record<string, (request: any) => any>} */
  const answers = {
    handshake: () => new language.LanguageHandshakeResponse(),
    getPluginInfo: () => new plugin.PluginInfo().setVersion(sdk.version),
    getRequiredPackages: (request) =>
      new language.GetRequiredPackagesResponse().setPackagesList(
        requiredPackages(request.getInfo().getProgramDirectory()).map(({ name, version, server }) =>
          new plugin.PackageDependency().setKind("resource").setName(name).setVersion(version).setServer(server),
        ),
      ),
    getProgramDependencies: (request) =>
      new language.GetProgramDependenciesResponse().setDependenciesList(
        directDependencies(request.getInfo().getProgramDirectory()).map(({ name, version }) =>
          new language.DependencyInfo().setName(name).setVersion(version),
        ),
      ),
    about: () => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version),
    runtimeOptionsPrompts: () => new language.RuntimeOptionsResponse(),
    run: async (request) => {
      const { bail, error } = await runProgram(request, engineAddress);
      return new language.RunResponse().setBail(bail).setError(error);
    },
    cancel: () => {
      stopChildren();
      return new empty.Empty();
    },
  };

  /** Methods that stream what a process prints. @type {Record<string, (request: any, send: Send) => Promise<void>>} */
  const streams = {
    installDependencies: (request, send) =>
      installDependencies(request, (stream, bytes) => {
        const message = new language.InstallDependenciesResponse();
        send(stream === "stdout" ? message.setStdout(bytes) : message.setStderr(bytes));
      }),
    runPlugin: async (request, send) => {
      const exitCode = await runPlugin(request, (stream, bytes) => {
        const message = new language.RunPluginResponse();
        send(stream === "stdout" ? message.setStdout(bytes) : message.setStderr(bytes));
      });
      send(new language.RunPluginResponse().setExitcode(exitCode));
    },
  };

  return Object.fromEntries(
    Object.keys(sdk.service).map((name) => {
      const answer = answers[name];
      const stream = streams[name];
      if (answer) return [name, unary(sdk, answer)];
      if (stream) return [name, streaming(sdk, stream)];
      // Making code, packages and projects is the official host's work: nothing here asks for it.
      return [name, unimplemented(sdk, name)];
    }),
  );
}

/** @typedef {(message: unknown) => void} Send */

/** @param {import("./sdk.mjs").Sdk} sdk @param {(request: any) => any} answer */
function unary(sdk, answer) {
  return async (/** @type {any} */ call, /** @type {(error: unknown, response?: unknown) => void} */ reply) => {
    try {
      reply(null, await answer(call.request));
    } catch (error) {
      reply(rpcError(sdk, error));
    }
  };
}

/** @param {import("./sdk.mjs").Sdk} sdk @param {(request: any, send: Send) => Promise<void>} stream */
function streaming(sdk, stream) {
  return async (/** @type {any} */ call) => {
    try {
      await stream(call.request, (message) => call.write(message));
      call.end();
    } catch (error) {
      call.emit("error", rpcError(sdk, error));
    }
  };
}

/** @param {import("./sdk.mjs").Sdk} sdk @param {string} name */
function unimplemented(sdk, name) {
  return (/** @type {any} */ call, /** @type {((error: unknown) => void) | undefined} */ reply) => {
    const error = { code: sdk.grpc.status.UNIMPLEMENTED, message: `${name} is not part of this language host` };
    if (reply) reply(error);
    else call.emit("error", error);
  };
}

/** @param {import("./sdk.mjs").Sdk} sdk @param {unknown} error */
function rpcError(sdk, error) {
  return { code: sdk.grpc.status.UNKNOWN, message: error instanceof Error ? error.message : String(error) };
}
