/** How a tool gets into the cache. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exit, Project, withLibrary } from "./project";

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

const build = `build_tool "$cache/tools/thing-1" "the thing" "$repository/builder" argument`;
const builder = (script: string) => {
  writeFileSync(join(project.folder, "builder"), `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`, {
    mode: 0o755,
  });
};
const tools = () => readdirSync(join(project.cache, "tools"));
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it("puts what the builder made into the folder, and says so", async () => {
  builder('echo "made with $2" >"$1/content"');
  const { status, stderr } = await project.bash(build);
  expect(status).toBe(0);
  expect(readFileSync(join(project.cache, "tools/thing-1/content"), "utf8")).toBe("made with argument\n");
  expect(stderr).toMatch(/^toolchain: the thing … built in \d+ s$/m);
});

it("does not build what is there", async () => {
  builder(`echo built >>"${project.root}/calls"`);
  await project.bash(build);
  const { stderr } = await project.bash(build, { TOOLCHAIN_REPORT: "yes" });
  expect(stderr).toBe("toolchain: the thing … cached\n");
  expect(readFileSync(join(project.root, "calls"), "utf8")).toBe("built\n");
});

it("leaves nothing of a build that fails, and shows the end of its output", async () => {
  builder('echo half >"$1/content"\necho "the reason"\nfalse');
  const { status, stderr } = await project.bash(`${build}\necho went on`);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    / {2}the reason\ntoolchain: the thing … failed after \d+ s; the whole log is in .*thing\.log\./,
  );
  expect(tools()).toEqual([]);
});

it.each(["SIGTERM", "SIGINT"] as const)("leaves nothing of a build that %s ends", async (signal) => {
  builder(`echo half >"$1/content"\ntouch "${project.root}/started"\nsleep 60`);
  const child = project.start(["bash", "-c", withLibrary(build)]);
  await until(() => existsSync(join(project.root, "started")));
  process.kill(-(child.pid ?? 0), signal);
  expect(await exit(child)).not.toBe(0);
  expect(tools()).toEqual([]);
});

it("clears away what a killed build has left, and builds", async () => {
  builder(`echo half >"$1/content"\ntouch "${project.root}/started"\nsleep 60`);
  const child = project.start(["bash", "-c", withLibrary(build)]);
  await until(() => existsSync(join(project.root, "started")));
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await exit(child);
  expect(tools()).toHaveLength(1);
  builder('echo whole >"$1/content"');
  expect(await project.bash(build)).toMatchObject({ status: 0 });
  expect(tools()).toEqual(["thing-1"]);
});

it("builds once when two ask at the same time", async () => {
  builder(`echo built >>"${project.root}/calls"\nsleep 0.5`);
  const results = await Promise.all([project.bash(build), project.bash(build)]);
  expect(results.map(({ status }) => status)).toEqual([0, 0]);
  expect(readFileSync(join(project.root, "calls"), "utf8")).toBe("built\n");
});

it("names a tool's folder by the content that makes it", async () => {
  const folder = async () => (await project.bash("tool_folder node node")).stdout;
  const before = await folder();
  expect(await folder()).toBe(before);
  writeFileSync(join(project.folder, "toolchain/node/package.json"), "{}");
  expect(await folder()).not.toBe(before);
});

it("removes a cache of its own, and no other folder", async () => {
  builder("true");
  expect(await project.run(["toolchain/clean.sh"], { PULUMI_COMPOSE_CACHE: project.home })).toMatchObject({
    status: 1,
  });
  expect(existsSync(project.home)).toBe(true);
  await project.bash(build);
  expect(await project.run(["toolchain/clean.sh"])).toMatchObject({ status: 0 });
  expect(existsSync(project.cache)).toBe(false);
});
