/** Which images are chosen, with a docker client of the test's own in place of the real one. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baseImages, run, toolchain } from "./docker";

type Kind = "registry" | "standIn";
const known = JSON.parse(readFileSync(join(toolchain, "base-images/base-images.json"), "utf8")) as Record<
  "python" | "neo4j",
  Record<Kind, string>
>;
const images = (kind: Kind): string[] => [known.python[kind], known.neo4j[kind]];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "base-images-"));
  writeFileSync(
    join(folder, "docker"),
    `#!/usr/bin/env bash
echo "$*" >>"${folder}/calls"
case "$1 $2" in
  "image inspect") grep -qxF -- "\${!#}" "${folder}/images" ;;
  "image rm") ;;
  pull*)
    if [[ -e ${folder}/registry ]]; then echo "\${!#}: Pulling from library"; else echo "lookup: no such host" >&2 && exit 1; fi ;;
esac
`,
  );
  chmodSync(join(folder, "docker"), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Engine {
  readonly has?: readonly string[];
  readonly registryAnswers?: boolean;
  readonly setting?: string;
}

function call(command: string, { has = [], registryAnswers = false, setting = "auto" }: Engine) {
  writeFileSync(join(folder, "images"), has.map((image) => `${image}\n`).join(""));
  if (registryAnswers) writeFileSync(join(folder, "registry"), "");
  const env = { PATH: `${folder}:${process.env.PATH}`, PULUMI_COMPOSE_BASE_IMAGES: setting };
  return { ...run(baseImages, [command], { env }), calls: readFileSync(join(folder, "calls"), "utf8").split("\n") };
}

const chosen = (kind: Kind) => ({
  mode: kind === "registry" ? "registry" : "packages",
  python: known.python[kind],
  neo4j: known.neo4j[kind],
});
const which = (engine: Engine): unknown => JSON.parse(call("which", engine).stdout);

test("takes the registry where it answers, and packages where it does not", () => {
  expect(which({ registryAnswers: true })).toEqual(chosen("registry"));
  rmSync(join(folder, "registry"));
  expect(which({ registryAnswers: false })).toEqual(chosen("standIn"));
});

test("stays with what the engine has, without asking the registry", () => {
  const standIns = call("which", { has: images("standIn"), registryAnswers: true });
  expect(JSON.parse(standIns.stdout)).toEqual(chosen("standIn"));
  const pulled = call("which", { has: images("registry") });
  expect(JSON.parse(pulled.stdout)).toEqual(chosen("registry"));
  expect(pulled.calls.filter((line) => line.startsWith("pull"))).toEqual([]);
});

test("takes the stand-ins where the engine has both, as the program does", () => {
  expect(which({ has: [...images("registry"), ...images("standIn")] })).toEqual(chosen("standIn"));
});

test("finishes stand-ins of which only one is there", () => {
  expect(which({ has: [known.python.standIn], registryAnswers: true })).toEqual(chosen("standIn"));
});

test("pulls again where only one image was pulled", () => {
  expect(which({ has: [known.python.registry], registryAnswers: true })).toEqual(chosen("registry"));
});

test("does what the setting says, whatever the engine has", () => {
  expect(which({ has: images("standIn"), setting: "registry" })).toEqual(chosen("registry"));
  expect(which({ has: images("registry"), registryAnswers: true, setting: "packages" })).toEqual(chosen("standIn"));
});

test("takes the stand-ins' names away when the registry is chosen", () => {
  const { status, output, calls } = call("ensure", {
    has: images("standIn"),
    registryAnswers: true,
    setting: "registry",
  });
  expect(status).toBe(0);
  expect(output).toContain("base images: registry (as PULUMI_COMPOSE_BASE_IMAGES says)");
  expect(calls).toEqual(expect.arrayContaining(images("standIn").map((image) => `image rm --force ${image}`)));
});

test("keeps the stand-ins when the registry that was chosen does not answer, and says what to do", () => {
  const { status, output, calls } = call("ensure", { has: images("standIn"), setting: "registry" });
  expect(status).toBe(1);
  expect(output).toContain("python:3.11-slim-bookworm: the registry did not give it: lookup: no such host");
  expect(output).toContain("PULUMI_COMPOSE_BASE_IMAGES=packages");
  expect(calls.filter((line) => line.startsWith("image rm"))).toEqual([]);
});

test("refuses a setting that it does not know", () => {
  const { status, output } = call("which", { setting: "mirror" });
  expect(status).toBe(1);
  expect(output).toContain("PULUMI_COMPOSE_BASE_IMAGES: 'mirror' is none of auto, registry, packages");
});

test("pins every registry image by digest, and the stand-in's Neo4j to the same version", () => {
  for (const image of images("registry")) expect(image).toMatch(/^[a-z0-9]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  const version = /<neo4j\.version>(.*)<\/neo4j\.version>/.exec(
    readFileSync(join(toolchain, "base-images/neo4j/pom.xml"), "utf8"),
  )?.[1];
  expect(known.neo4j.registry).toContain(`neo4j:${version}-community@`);
  expect(readFileSync(join(toolchain, "base-images/neo4j/libraries.sha256"), "utf8")).toContain(
    ` neo4j-server-${version}.jar\n`,
  );
});
