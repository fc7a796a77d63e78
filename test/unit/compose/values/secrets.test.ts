import {
  compose,
  formatReference,
  interpolate,
  referencesOf,
  secret,
  secretsOf,
  service,
  variableName,
} from "../../../../compose";
import { caught, modelOf, password, shop } from "../fixture";

const asText = password as unknown as string;

test("a secret in a template literal or joined to text throws, and says where it belongs", () => {
  const message = 'secret "dbPassword" is used as plain text; put it into interpolate`…`, environment or secrets';
  expect(() => `psql --password ${asText}`).toThrow(message);
  expect(() => "psql --password " + asText).toThrow(message);
  expect(() => [asText].join(" ")).toThrow(message);
});

test("a secret as text within a description is a finding with the place", () => {
  const stack = compose("shop", {}, () => ({
    web: service("web", { image: "redis:7", command: [`--password=${asText}`] }),
  }));
  const [finding] = caught(() => stack.build({ profile: "dev", project: "shop-dev" }));
  expect(finding?.path).toBe("description");
  expect(finding?.fact).toBe('it fails: secret "dbPassword" is used as plain text');
  expect(finding?.fix).toMatch(/^put it into interpolate`…`, environment or secrets \(.*secrets\.test\.ts:\d+:\d+\)$/);
});

test("a secret holds its rules and no value, and can't be changed", () => {
  const ref = secret("apiKey", { description: "Key", forbidden: "/", generate: {} });
  expect({ ...ref }).toEqual({
    kind: "secret",
    name: "apiKey",
    description: "Key",
    minLength: 1,
    forbidden: "/",
    generate: { length: 24 },
  });
  expect(Object.isFrozen(ref)).toBe(true);
  expect(secret("apiKey", { description: "Key" })).not.toHaveProperty("generate");
});

test("a model as JSON names a secret, and what it is to be", () => {
  const { database, migration, web } = shop();
  const json = JSON.parse(JSON.stringify(modelOf({ database, migration, web }))) as { readonly secrets: object };
  expect(json.secrets).toEqual({
    dbPassword: {
      kind: "secret",
      name: "dbPassword",
      description: "Password of the database",
      minLength: 8,
      forbidden: "",
    },
  });
});

test("text around secrets keeps them apart from the text", () => {
  const url = interpolate`postgres://app:${password}@${shop().database.address(5432)}/${"shop"}?pool=${5}`;
  expect(url.parts).toEqual(["postgres://app:", password, "@", "db:5432", "/", "shop", "?pool=", "5"]);
  expect(secretsOf(url)).toEqual([password]);
  expect(referencesOf(url).map(formatReference)).toEqual(["db:5432"]);
});

test("plain values stand on no secret and no reference", () => {
  for (const value of ["a", 1, true]) {
    expect(secretsOf(value)).toEqual([]);
    expect(referencesOf(value)).toEqual([]);
  }
  expect(secretsOf(password)).toEqual([password]);
  expect(referencesOf(shop().database.url("postgres", 5432)).map(formatReference)).toEqual(["postgres://db:5432"]);
});

test.each([
  ["neo4jPassword", "NEO4J_PASSWORD"],
  ["apiKey2Old", "API_KEY2_OLD"],
  ["token", "TOKEN"],
])("the secret %s is the variable %s", (name, variable) => {
  expect(variableName(name)).toBe(variable);
});
