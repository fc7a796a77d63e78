import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(__dirname, "../../..");

/** Every source below a folder. */
function sources(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(root, folder, file));
}

// Runs in a process of its own, in which Pulumi and the client of the engine can't be loaded.
const program = `
  const Module = require("node:module");
  require("ts-node").register({ transpileOnly: true });
  const load = Module._load;
  Module._load = function (request, ...rest) {
    if (/^@pulumi\\/|^dockerode$/.test(request)) throw new Error(request + " is not pure");
    return load.call(this, request, ...rest);
  };
  const files = JSON.parse(process.argv[1]);
  for (const file of files) require(file);
  console.log(files.length);
`;

function load(files: readonly string[]) {
  return spawnSync(process.execPath, ["-e", program, JSON.stringify(files)], { cwd: root, encoding: "utf8" });
}

test("the description loads without Pulumi, and without an engine", () => {
  const files = [...sources("compose"), ...sources("stacks"), ...sources("policies/checks")];
  const names = files.map((file) => relative(root, file));
  expect(names).toEqual(expect.arrayContaining(["compose/index.ts", "stacks/sbir-etl/index.ts"]));
  const { status, stdout, stderr } = load(files);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim()).toBe(String(files.length));
});

test.each(["components/compose-service.ts", "engine/client.ts"])("%s would not pass for pure", (file) => {
  const { status, stderr } = load([join(root, file)]);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/(?:@pulumi\/\S+|dockerode) is not pure/);
});
