/** Which Docker engine is used. */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { answeringEngine, Project } from "./project";

let project: Project;
let engine: Server;
let socket: string;
beforeEach(async () => {
  project = new Project();
  socket = join(project.root, "docker.sock");
  engine = await answeringEngine(socket);
  // Neither a client of this machine nor its contexts.
  project.command("docker", "exit 1");
});
afterEach(() => {
  engine.close();
  project.remove();
});

const find = 'find_engine; echo "$engine_kind $engine_host"';

it("uses the engine that DOCKER_HOST names", async () => {
  const { stdout } = await project.bash(find, { DOCKER_HOST: `unix://${socket}` });
  expect(stdout).toBe(`user unix://${socket}\n`);
});

it("uses the engine of the docker context", async () => {
  mkdirSync(join(project.home, ".docker"));
  writeFileSync(join(project.home, ".docker/config.json"), '{ "currentContext": "mine" }');
  project.command("docker", `[ "$1" = context ] && echo unix://${socket}`);
  expect((await project.bash(find)).stdout).toBe(`user unix://${socket}\n`);
});

it("starts none of its own in place of one that is named and silent", async () => {
  const { status, stderr } = await project.bash("ensure_engine", { DOCKER_HOST: `unix://${socket}.gone` });
  expect(status).toBe(1);
  expect(stderr).toBe(
    `toolchain: docker engine: unix://${socket}.gone does not answer; start that engine, or unset DOCKER_HOST or the docker context that names it.\n`,
  );
});

it("says what to do where it can bring none", async () => {
  project.command("id", "echo 1000");
  const { status, stderr } = await project.bash("engine_answers() { false; }; ensure_engine");
  expect(status).toBe(1);
  expect(stderr).toContain("only root can run the project's own; install Docker");
});

it("takes a number left in its pid file for no engine of its own", async () => {
  const stop = `engine_run=${project.root}/run; mkdir -p "$engine_run"; echo ${process.pid} >"$engine_run/dockerd.pid"; own_engine_pid`;
  expect(await project.bash(stop)).toMatchObject({ status: 1, stdout: "" });
});

it.each([
  ["10.214.0.0/24", "10.214.0.7", true],
  ["10.214.0.0/24", "10.214.1.1", false],
  ["10.214.3.0/24", "10.0.0.0/8", true],
  ["10.214.3.0/24", "10.214.2.0/23", true],
  ["192.168.200.0/24", "192.168.199.0/24", false],
  ["10.214.0.0/24", "0.0.0.0/0", false],
])("knows whether %s and %s overlap", async (left, right, overlap) => {
  expect((await project.bash(`subnets_overlap ${left} ${right}`)).status).toBe(overlap ? 0 : 1);
});

it("takes the first subnet that nothing on the machine uses", async () => {
  project.command(
    "ip",
    'case "$*" in *addr*) echo "2: eth0 inet 10.214.0.5/24";; *) echo "10.214.1.0/24 dev br0";; esac',
  );
  expect((await project.bash("free_subnet")).stdout).toBe("10.214.2.0/24\n");
});

it("passes the user's logins on by reference, with plugins of its own", async () => {
  mkdirSync(join(project.home, ".docker"));
  writeFileSync(join(project.home, ".docker/config.json"), "{}");
  const { stdout } = await project.bash(
    'client_config=$cache/docker-config; link_client_config; readlink "$client_config/config.json"; [ ! -e "$client_config/contexts" ]',
  );
  expect(stdout).toBe(`${project.home}/.docker/config.json\n`);
});
