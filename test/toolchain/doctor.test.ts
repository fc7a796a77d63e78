/** What `make doctor` says, and what its exit status is. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { answeringEngine, Project } from "./project";

let project: Project;
let engine: Server;
let environment: NodeJS.ProcessEnv;
beforeEach(async () => {
  project = new Project();
  const socket = join(project.root, "docker.sock");
  engine = await answeringEngine(socket);
  environment = { DOCKER_HOST: `unix://${socket}` };
  project.command("node", "echo v22.3.4");
  project.command("pulumi", "echo v3.999.0");
  project.command("pulumi-language-nodejs", "true");
  project.command("docker", "echo Docker version 28.2.2, build 0123");
  for (const plugin of ["docker-buildx", "docker-compose"]) file(`home/.docker/cli-plugins/${plugin}`);
  file("project/node_modules/@pulumi/pulumi/package.json");
  file("project/.pulumi-compose/passphrase");
});
afterEach(() => {
  engine.close();
  project.remove();
});

function file(path: string): void {
  mkdirSync(join(project.root, path, ".."), { recursive: true });
  writeFileSync(join(project.root, path), "", { mode: 0o755 });
}

const rows = (table: string) =>
  Object.fromEntries(
    table.split("\n").flatMap((line) => {
      const row = /^(.{24}) (found|missing)\s+(\S+)\s*(.*)$/.exec(line);
      return row ? [[row[1]?.trim(), [row[2], row[3], row[4]]]] : [];
    }),
  ) as Record<string, string[]>;

it("finds everything, and ends with 0", async () => {
  const { status, stdout } = await project.run(["toolchain/doctor.sh"], environment);
  const table = rows(stdout);
  expect(Object.entries(table).filter(([, [verdict]]) => verdict !== "found")).toEqual([]);
  expect(table["Node.js"]).toEqual(["found", "22.3.4", ""]);
  expect(table.Pulumi?.[1]).toBe("3.999.0");
  expect(table["Docker client"]?.[1]).toBe("28.2.2");
  expect(status).toBe(0);
});

it("names what is missing with its remedy, ends with 1, and changes nothing", async () => {
  project.command("node", "echo v18.0.0");
  const { status, stdout } = await project.run(["toolchain/doctor.sh"], environment);
  expect(rows(stdout)["Node.js"]).toEqual(["missing", "18.0.0", expect.stringContaining("make up")]);
  expect(stdout).toMatch(/\n1 missing\.\n$/);
  expect(status).toBe(1);
  expect(existsSync(project.cache)).toBe(false);
});

it("says that a named engine is silent", async () => {
  const { status, stdout } = await project.run(["toolchain/doctor.sh"], { DOCKER_HOST: "unix:///nowhere.sock" });
  expect(rows(stdout)["Docker engine"]).toEqual([
    "missing",
    "-",
    "unix:///nowhere.sock does not answer: start it, or unset DOCKER_HOST or the docker context",
  ]);
  expect(status).toBe(1);
});
