import { docker, ensureBaseImages, mustDocker, removeAll, volumeWith } from "./docker";
import { password, query, ready, runNeo4j, startNeo4j } from "./neo4j";

let image: string;

beforeAll(() => {
  image = ensureBaseImages().neo4j;
});
afterAll(removeAll);

test("declares the official image's user, volumes, ports and command", () => {
  const config = JSON.parse(mustDocker("image", "inspect", "--format", "{{json .Config}}", image)) as Record<
    string,
    unknown
  >;
  expect(config).toMatchObject({
    User: "",
    WorkingDir: "/var/lib/neo4j",
    Volumes: { "/data": {}, "/logs": {} },
    ExposedPorts: { "7473/tcp": {}, "7474/tcp": {}, "7687/tcp": {} },
    Entrypoint: ["tini", "-g", "--", "/startup/docker-entrypoint.sh"],
    Cmd: ["neo4j"],
  });
  expect(config.Env).toContain("NEO4J_HOME=/var/lib/neo4j");
  expect(config.Healthcheck).toBeUndefined();
});

test("runs as the user that --user names", async () => {
  const server = startNeo4j(image, "--user", "1000:1000", "-e", `NEO4J_AUTH=neo4j/${password}`);
  await ready(server);
  expect(query(server, "RETURN 1 AS one").stdout).toBe("one\n1");
  expect(mustDocker("exec", server, "stat", "--format", "%u:%g", "/data/databases")).toBe("1000:1000");
});

test("reads from /import and settings from /conf where they are mounted", async () => {
  const imports = volumeWith(image, { "awards.csv": "Acme\n" });
  const conf = volumeWith(image, { "neo4j.conf": "server.memory.pagecache.size=32m\ndb.transaction.timeout=7s\n" });
  const mounts = ["-v", `${imports}:/import:ro`, "-v", `${conf}:/conf:ro`];
  const server = startNeo4j(image, ...mounts, "-e", `NEO4J_AUTH=neo4j/${password}`);
  await ready(server);
  expect(query(server, "LOAD CSV FROM 'file:///awards.csv' AS row RETURN row[0] AS name").stdout).toBe('name\n"Acme"');
  const settings = "SHOW SETTINGS 'db.transaction.timeout', 'server.memory.pagecache.size' YIELD value RETURN value";
  expect(query(server, settings).stdout).toBe('value\n"7s"\n"64.00MiB"');
});

test("runs other commands as its own user, too", () => {
  expect(docker("run", "--rm", image, "id", "-u")).toMatchObject({ status: 0, stdout: "7474" });
});

test("with SECURE_FILE_PERMISSIONS, names a folder that it cannot write, and changes nothing in it", () => {
  const data = volumeWith(image, { "left-over": "" });
  const refused = runNeo4j(image, "-v", `${data}:/data`, "-e", "SECURE_FILE_PERMISSIONS=yes");
  expect(refused.status).toBe(1);
  expect(refused.output).toContain("/data");
  expect(
    mustDocker("run", "--rm", "-v", `${data}:/data`, "--entrypoint", "stat", image, "--format", "%u", "/data"),
  ).toBe("0");
});
