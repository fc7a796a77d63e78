import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, engineAddress, isLocal } from "../../../engine";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "client-test-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A `docker` command whose context in use is at the given address, alone on the PATH. */
function environmentWithContext(address: string): NodeJS.ProcessEnv {
  const command = join(folder, "docker");
  writeFileSync(command, `#!/bin/sh\n[ "$1 $2" = "context inspect" ] && echo "${address}"\n`);
  chmodSync(command, 0o755);
  return { PATH: folder };
}

function socket(): string {
  const path = join(folder, "docker.sock");
  writeFileSync(path, "");
  return path;
}

test("DOCKER_HOST says where the engine is, before all else", () => {
  const environment = { ...environmentWithContext("unix:///context.sock"), DOCKER_CONTEXT: "mine" };
  expect(engineAddress({ ...environment, DOCKER_HOST: "tcp://engine:2375" }, socket())).toBe("tcp://engine:2375");
});

test("the context that DOCKER_CONTEXT names comes next, because the provider heeds it", () => {
  const environment = { ...environmentWithContext("unix:///context.sock"), DOCKER_HOST: "", DOCKER_CONTEXT: "mine" };
  expect(engineAddress(environment, socket())).toBe("unix:///context.sock");
});

test("the system's socket comes before a context that is merely in use, because the provider does not see that one", () => {
  const path = socket();
  expect(engineAddress(environmentWithContext("unix:///context.sock"), path)).toBe(`unix://${path}`);
});

test("without the system's socket, the context in use says it", () => {
  const environment = environmentWithContext("unix:///context.sock");
  expect(engineAddress(environment, join(folder, "nobody.sock"))).toBe("unix:///context.sock");
});

test("without anything, the system's socket is what a message can name", () => {
  expect(engineAddress({ PATH: folder }, "/nobody.sock")).toBe("unix:///nobody.sock");
});

test.each([
  ["unix:///var/run/docker.sock", true],
  ["npipe:////./pipe/docker_engine", true],
  ["tcp://engine:2375", false],
  ["ssh://me@engine", false],
])("ports and folders of an engine at %s are those of this host: %s", (address, local) => {
  expect(isLocal(address)).toBe(local);
});

test.each([
  ["unix:///run/docker.sock", { socketPath: "/run/docker.sock" }],
  ["npipe:////./pipe/docker_engine", { socketPath: "//./pipe/docker_engine" }],
  ["tcp://engine:2376", { host: "engine", port: 2376 }],
  ["tcp://engine", { host: "engine", port: 2375 }],
  ["ssh://me@engine", { host: "engine", username: "me", protocol: "ssh" }],
])("an engine at %s is reached there", (address, expected) => {
  expect(connect(address).modem).toMatchObject(expected);
});
