/** Which Node.js is used. */
import { Project } from "./project";

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

const find = 'find_node; echo "[$node_bin]"';

it.each(["v22.0.0", "v24.1.0"])("uses the system's %s", async (version) => {
  project.command("node", `echo ${version}`);
  expect((await project.bash(find)).stdout).toBe("[]\n");
});

it.each(["v20.20.2", "v9.11.2"])("takes one from npm in place of %s", async (version) => {
  project.command("node", `echo ${version}`);
  expect((await project.bash(find)).stdout).toMatch(
    new RegExp(`^\\[${project.cache}/tools/node-[0-9a-f]{12}/bin\\]\n$`),
  );
});

it("does not take a copy of its own for the system's", async () => {
  project.command("node", "echo v20.0.0");
  const own = await project.bash(
    'mkdir -p "$cache/tools/x/bin"; printf "#!/bin/sh\\necho v24.0.0\\n" >"$cache/tools/x/bin/node"; chmod +x "$cache/tools/x/bin/node"; PATH=$cache/tools/x/bin:$PATH; system_node_version',
  );
  expect(own.stdout).toBe("20.0.0\n");
});
