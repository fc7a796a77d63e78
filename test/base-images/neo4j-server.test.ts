import { docker, ensureBaseImages, mustDocker, removeAll, volumeWith } from "./docker";
import { password, query, ready, startNeo4j, stop } from "./neo4j";

let image: string;
let data: string;
let server: string;

beforeAll(async () => {
  image = ensureBaseImages().neo4j;
  data = volumeWith(image, { "left-over": "" }, "700");
  const secrets = volumeWith(image, { auth: `neo4j/${password}\n`, retention: "1 days\n" }, "600");
  server = startNeo4j(
    image,
    ...["-v", `${data}:/data`, "-v", `${secrets}:/run/secrets:ro`],
    ...["-e", "NEO4J_AUTH_PATH=/run/secrets/auth", "-e", "NEO4J_AUTH=neo4j/another-password"],
    ...["-e", "NEO4J_db_tx__log_rotation_retention__policy_FILE=/run/secrets/retention"],
  );
  await ready(server);
});
afterAll(removeAll);

const setting = (name: string): string =>
  query(server, `SHOW SETTINGS '${name}' YIELD value RETURN value`).stdout.split("\n").slice(-1)[0] ?? "";

test("takes the password of NEO4J_AUTH_PATH, and not that of NEO4J_AUTH", () => {
  expect(query(server, "RETURN 41 + 1 AS answer").stdout).toBe("answer\n42");
  expect(query(server, "RETURN 1", "another-password")).toMatchObject({ status: 1, stdout: "" });
});

test("makes NEO4J_ variables settings", () => {
  expect(setting("server.memory.heap.max_size")).toBe('"256.00MiB"');
  expect(setting("server.memory.pagecache.size")).toBe('"64.00MiB"');
});

test("reads NEO4J_..._FILE from the file that it names", () => {
  expect(setting("db.tx_log.rotation.retention_policy")).toBe('"1 days"');
});

test("gives the heap setting to the Java machine", () => {
  expect(docker("top", server).output).toContain(" -Xmx256m ");
});

test("runs as user 7474 below an init, though it starts as root", () => {
  const [header, init, java] = mustDocker("top", server, "-o", "pid,uid,args").split("\n");
  expect([header, init, java]).toEqual([
    expect.stringMatching(/^ *PID/),
    expect.stringMatching(/^ *\d+ +0 +tini /),
    expect.stringMatching(/^ *\d+ +7474 +\S*java /),
  ]);
});

test("takes over a data folder that it could not write", () => {
  expect(mustDocker("exec", server, "stat", "--format", "%u:%g", "/data", "/data/databases")).toBe(
    "7474:7474\n7474:7474",
  );
});

test("shows the password neither in its log nor in its processes", () => {
  expect(docker("logs", server).output).not.toContain(password);
  expect(docker("top", server).output).not.toContain(password);
});

test("answers HTTP on both ports", () => {
  const get = (port: number) => mustDocker("exec", server, "wget", "-q", "-O", "-", `http://localhost:${port}/`);
  const answer: unknown = JSON.parse(get(7474));
  expect(answer).toMatchObject({
    neo4j_edition: "community",
    neo4j_version: expect.stringMatching(/^5\.26\./) as unknown,
  });
  expect(get(7687)).toBeDefined();
});

test("serves Neo4j Browser", () => {
  expect(mustDocker("exec", server, "wget", "-q", "-O", "-", "http://localhost:7474/browser/")).toContain(
    "Neo4j Browser",
  );
});

test("loads CSV files from the import folder, and from nowhere else", () => {
  mustDocker("exec", server, "sh", "-c", "echo Acme,171433 >/var/lib/neo4j/import/awards.csv");
  expect(query(server, "LOAD CSV FROM 'file:///awards.csv' AS row RETURN row[0] AS company").stdout).toBe(
    'company\n"Acme"',
  );
  const outside = query(server, "LOAD CSV FROM 'file:///../../../../etc/passwd' AS row RETURN row");
  expect(outside.status).toBe(1);
  expect(outside.output).not.toContain("root:");
});

test("stops on SIGTERM, keeps its data, and leaves existing accounts alone", async () => {
  expect(query(server, "CREATE (:Company {name: 'Acme'})").status).toBe(0);
  expect(stop(server)).toBe(0);
  const successor = startNeo4j(image, "-v", `${data}:/data`, "-e", "NEO4J_AUTH=neo4j/another-password");
  await ready(successor);
  expect(query(successor, "MATCH (c:Company) RETURN c.name").stdout).toBe('c.name\n"Acme"');
  expect(query(successor, "RETURN 1", "another-password").status).toBe(1);
});

test("starts again after a restart with the same settings", async () => {
  const restarted = startNeo4j(image, "-e", "NEO4J_AUTH=none");
  await ready(restarted);
  mustDocker("restart", "--time", "60", restarted);
  await ready(restarted);
  expect(docker("exec", restarted, "cypher-shell", "--format", "plain", "RETURN 1 AS one").stdout).toBe("one\n1");
});
