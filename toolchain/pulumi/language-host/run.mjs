// @ts-check
// Running a program, a policy pack or a plugin: `node` with one of the SDK's entry points.

import { ended, start } from "./children.mjs";
import { resolveSdk } from "./sdk.mjs";

/** What `cmd/run` exits with when it has told the user already, so that nothing need be added. */
const exitAfterReport = 32;

/**
 * @param {any} request a RunRequest
 * @param {string} engineAddress
 * @returns {Promise<{ bail: boolean, error: string }>}
 */
export async function runProgram(request, engineAddress) {
  const info = request.getInfo();
  const folder = info.getProgramDirectory();
  /** @type {[string, string][]} */
  const flags = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["parallel", String(request.getParallel())],
    ["root-directory", info.getRootDirectory()],
    ["pwd", request.getPwd()],
  ];
  const args = [
    ...nodeArguments(options(info)),
    resolveSdk(folder, "cmd/run"),
    ...flags.filter(([, value]) => value !== "").flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
  const child = start("node", args, {
    cwd: folder,
    env: {
      ...process.env,
      ...typescriptSetting(options(info)),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const end = await ended(child);
  if (end === 0) return { bail: false, error: "" };
  if (end === exitAfterReport) return { bail: true, error: "" };
  const how = typeof end === "number" ? `with exit code ${end}` : `by ${end}`;
  return { bail: false, error: `${folder}: the program ended ${how}` };
}

/**
 * @param {any} request a RunPluginRequest
 * @param {(stream: "stdout" | "stderr", bytes: Uint8Array) => void} write
 * @returns {Promise<number>} the exit code
 */
export async function runPlugin(request, write) {
  const info = request.getInfo();
  const folder = info.getProgramDirectory();
  // A policy pack is named after its arguments, a plugin before them. The official release runs a pack in the pack's own
  // folder, whose package.json and tsconfig.json it reads, and anything else where the engine says.
  const isPolicyPack = request.getKind() === "analyzer";
  const args = isPolicyPack
    ? [resolveSdk(folder, "cmd/run-policy-pack"), ...request.getArgsList(), folder]
    : [resolveSdk(folder, "cmd/run-plugin"), info.getEntryPoint(), ...request.getArgsList()];
  const child = start("node", [...nodeArguments(options(info)), ...args], {
    cwd: isPolicyPack ? folder : request.getPwd() || folder,
    env: { ...process.env, ...typescriptSetting(options(info)), ...environment(request.getEnvList()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (bytes) => write("stdout", bytes));
  child.stderr?.on("data", (bytes) => write("stderr", bytes));
  const end = await ended(child);
  return typeof end === "number" ? end : 1;
}

/**
 * `runtime.options` of Pulumi.yaml.
 * @param {any} info a ProgramInfo
 * @returns {{ typescript?: boolean, nodeargs?: string }}
 */
function options(info) {
  return info.getOptions()?.toJavaScript() ?? {};
}

/** @param {{ nodeargs?: string }} options */
function nodeArguments({ nodeargs = "" }) {
  return nodeargs.split(" ").filter((argument) => argument !== "");
}

/** @param {{ typescript?: boolean }} options */
function typescriptSetting({ typescript = true }) {
  return { PULUMI_NODEJS_TYPESCRIPT: String(typescript) };
}

/**
 * `["A=1", "B=x=y"]` to `{ A: "1", B: "x=y" }`
 * @param {string[]} pairs
 */
function environment(pairs) {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
