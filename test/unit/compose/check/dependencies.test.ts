import { completed, healthy, job, oneOff, service, started, type Dependency } from "../../../../compose";
import { findingsOf, shop, shopWith } from "../fixture";

const path = (name: string): string => `services.web.dependsOn.${name}`;
/** What no type lets pass, and a description in JavaScript could still say. */
const as = (dependency: unknown): never => dependency as never;

test("a stack that is well has no findings", () => {
  const { database, migration, web } = shop();
  expect(findingsOf({ database, migration, web })).toEqual([]);
});

test("a service may wait for started, healthy and completed", () => {
  const { database, migration, spec } = shop();
  const cache = service("cache", { image: "redis:7" });
  const dependsOn = [healthy(database), completed(migration), started(cache)];
  expect(findingsOf({ database, migration, cache, web: service("web", { ...spec, dependsOn }) })).toEqual([]);
});

test("a dependency that the profile does not return is a finding", () => {
  const { spec, web } = shop();
  expect(spec.dependsOn).toHaveLength(1);
  expect(findingsOf({ web })).toContainEqual({
    path: path("db"),
    fact: 'profile "dev" has no service of this name',
    fix: "return it from the description, or drop the dependency in this profile",
  });
});

test("a service called like a method of every object is missed too", () => {
  const lost = service("constructor", { image: "redis:7" });
  expect(findingsOf({ web: service("web", { image: "redis:7", dependsOn: [started(lost)] }) })).toHaveLength(1);
});

test("waiting for healthy without a health check is a finding", () => {
  const cache = service("cache", { image: "redis:7" });
  const web = service("web", { image: "redis:7", dependsOn: [healthy(as(cache))] });
  expect(findingsOf({ cache, web })).toEqual([
    {
      path: path("cache"),
      fact: "it waits for healthy, and that service has no health check",
      fix: "add a healthcheck, or wait for started",
    },
  ]);
});

test("waiting for the completion of what never ends is a finding", () => {
  const cache = service("cache", { image: "redis:7" });
  const web = service("web", { image: "redis:7", dependsOn: [completed(as(cache))] });
  expect(findingsOf({ cache, web }).map(({ fact }) => fact)).toEqual([
    "it waits for completion, and that service never ends",
  ]);
});

test("waiting for what runs only on request is a finding", () => {
  const shell = oneOff("shell", { image: "redis:7" });
  const web = service("web", { image: "redis:7", dependsOn: [started(as(shell))] });
  expect(findingsOf({ shell, web }).map(({ fact }) => fact)).toEqual([
    "this service runs only when somebody asks for it",
  ]);
});

test("waiting for one service twice is a finding", () => {
  const { database } = shop();
  expect(findingsOf(shopWith({ dependsOn: [healthy(database), started(database)] }))).toEqual([
    { path: "services.web.dependsOn", fact: 'waits for "db" twice', fix: "keep one of them" },
  ]);
});

test("services that wait for each other are a finding with the whole circle", () => {
  const dependsOn: Dependency[] = [];
  const first = job("first", { image: "redis:7", dependsOn });
  const second = job("second", { image: "redis:7", dependsOn: [completed(first)] });
  dependsOn.push(completed(second));
  expect(findingsOf({ first, second })).toEqual([
    {
      path: "services.first.dependsOn",
      fact: "the services wait for each other: first → second → first",
      fix: "remove one of these dependencies",
    },
  ]);
});
