import { rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { holdingsOf } from "./support/docker";
import { freePort, Sandbox, type UpdateResult } from "./support/sandbox";
import { stackTrace } from "./support/stack-trace";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create("bad", {
    config: {
      profile: "dev",
      webserverPort: await freePort(),
      neo4jHttpPort: await freePort(),
      neo4jBoltPort: await freePort(),
    },
  });
});

afterEach(() => sandbox.dispose());

/** The update failed with these messages, without a stack trace, and nothing of the project is on the engine. */
async function expectRefusal({ status, output }: UpdateResult, ...messages: readonly string[]): Promise<void> {
  for (const message of messages) expect(output).toContain(message);
  expect(output).not.toMatch(stackTrace);
  expect(status).not.toBe(0);
  expect(await holdingsOf(sandbox.project)).toEqual({ container: [], volume: [], network: [] });
}

it("refuses a profile that the stack does not have", async () => {
  sandbox.configure({ profile: "staging" });
  await expectRefusal(
    await sandbox.up(),
    `Pulumi.${sandbox.stack}.yaml: profile: "staging" is not a profile of sbir-etl; choose one of dev, test, prod`,
  );
});

it("S1.12: refuses prod without its secret", async () => {
  sandbox.configure({ profile: "prod" });
  await expectRefusal(
    await sandbox.up(),
    "neo4jPassword: the secret is not set",
    'run "pulumi config set --secret neo4jPassword"',
  );
});

it("refuses a secret that stands in plain text, without repeating it", async () => {
  sandbox.configure({ profile: "prod", neo4jPassword: "plain/hunter2" });
  const result = await sandbox.up();
  await expectRefusal(result, "neo4jPassword: the secret is stored as plain text", 'the secret holds "/"');
  expect(result.output).not.toContain("hunter2");
});

it("refuses a configuration with mistakes, and names all of them", async () => {
  sandbox.configure({ webserverPort: "http", sampleRows: -1, waitSecond: 3 });
  const source = `Pulumi.${sandbox.stack}.yaml`;
  await expectRefusal(await sandbox.up(), `${source}: webserverPort: `, `${source}: sampleRows: is below zero`);
  sandbox.configure({ webserverPort: await freePort(), sampleRows: 0 });
  await expectRefusal(await sandbox.up(), `${source}: waitSecond: `, 'did you mean "waitSeconds"');
});

it("refuses a port that another process has", async () => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    sandbox.configure({ webserverPort: port });
    await expectRefusal(
      await sandbox.up(),
      `services.dagster-webserver.ports[0]: port ${port} of the host is taken by another process`,
    );
  } finally {
    server.close();
  }
});

it("refuses to go on without an engine", async () => {
  const nowhere = `unix://${sandbox.path("no-engine.sock")}`;
  await expectRefusal(await sandbox.up({ DOCKER_HOST: nowhere }), `engine: no Docker engine answers at ${nowhere}`);
});

it("refuses a folder that does not exist", async () => {
  rmSync(sandbox.path("apps/sbir-etl/metrics"), { recursive: true });
  await expectRefusal(
    await sandbox.up(),
    'services.dagster-webserver.volumes["/app/metrics"]: apps/sbir-etl/metrics does not exist; make it, or mount another',
  );
});

it("refuses a folder that can't be written", async () => {
  const folder = sandbox.path("apps/sbir-etl/data");
  // Permissions do not bind root, so it gets a file system that can't be written, for this one command.
  const isRoot = process.getuid?.() === 0;
  const prepare = ["sh", "-ec", `${isRoot ? "mount -t tmpfs -o ro none" : "chmod 0555"} "${folder}"; exec "$@"`, "sh"];
  await expectRefusal(
    await (isRoot ? sandbox.upWithin("unshare", "--mount", ...prepare) : sandbox.upWithin("sh", ...prepare.slice(1))),
    'services.dagster-webserver.volumes["/app/data"]: apps/sbir-etl/data can\'t be written; change its permissions',
  );
});
