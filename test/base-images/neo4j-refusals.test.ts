import { ensureBaseImages, removeAll, volumeWith } from "./docker";
import { runNeo4j } from "./neo4j";

let image: string;

beforeAll(() => {
  image = ensureBaseImages().neo4j;
});
afterAll(removeAll);

const refused = [
  {
    what: "a password below the minimum length",
    auth: "neo4j/sh0rt",
    says: /minimum password length/,
    secret: "sh0rt",
  },
  { what: "the default password", auth: "neo4j/neo4j", says: /password.*default/i, secret: undefined },
  { what: "a password with a slash", auth: "neo4j/half/other-half", says: /NEO4J_AUTH/, secret: "other-half" },
  { what: "another first user", auth: "admin/correct-horse", says: /neo4j/, secret: "correct-horse" },
] as const;

test.each(refused)("refuses $what, without printing it", ({ auth, says, secret }) => {
  const { status, output } = runNeo4j(image, "-e", `NEO4J_AUTH=${auth}`);
  expect(status).toBe(1);
  expect(output).toMatch(says);
  if (secret !== undefined) expect(output).not.toContain(secret);
});

test("refuses a short password from a file in the same way", () => {
  const secrets = volumeWith(image, { auth: "neo4j/sh0rt" }, "600");
  const { status, output } = runNeo4j(
    image,
    "-v",
    `${secrets}:/run/secrets:ro`,
    "-e",
    "NEO4J_AUTH_PATH=/run/secrets/auth",
  );
  expect(status).toBe(1);
  expect(output).toMatch(/minimum password length/);
  expect(output).not.toContain("sh0rt");
});

test("takes a short password where the minimum length is lowered, and starts", () => {
  const lowered = ["-e", "NEO4J_dbms_security_auth__minimum__password__length=4"];
  // An unknown setting ends the start after the password has been taken.
  const { output } = runNeo4j(image, "-e", "NEO4J_AUTH=neo4j/sh0rt", ...lowered, "-e", "NEO4J_no_such=1");
  expect(output).not.toMatch(/minimum password length/);
  expect(output).toContain("No declared setting with name: no.such");
});

test("names a password file that is not there", () => {
  const { status, output } = runNeo4j(image, "-e", "NEO4J_AUTH_PATH=/run/secrets/none");
  expect(status).toBe(1);
  expect(output).toContain("/run/secrets/none");
});

test("refuses settings that Neo4j does not know", () => {
  const { status, output } = runNeo4j(image, "-e", "NEO4J_AUTH=none", "-e", "NEO4J_PASSWORD=correct-horse");
  expect(status).not.toBe(0);
  expect(output).toContain("Unrecognized setting. No declared setting with name: PASSWORD");
});
