import { interpolate, network, oneOff, publish, service } from "../../../../compose";
import { findingsOf, shop, shopWith } from "../fixture";

const other = (ports: Parameters<typeof publish>[]) =>
  service("other", { image: "redis:7", ports: ports.map((port) => publish(...port)) });

test("a port of the host that two services publish is a finding at the second", () => {
  expect(findingsOf({ ...shopWith({}), other: other([[80], [8080]]) })).toEqual([
    {
      path: "services.web.ports[0]",
      fact: "host port 8080 is already taken by services.other",
      fix: "publish another, or remove one",
    },
  ]);
});

test.each([
  ["every address takes those of one", { hostIp: "0.0.0.0" }, 1],
  ["two addresses have ports of their own", { hostIp: "127.0.0.2" }, 0],
  ["two protocols have ports of their own", { protocol: "udp" as const }, 0],
  ["a port that the engine picks is never taken", { published: "free" as const }, 0],
])("%s", (_name, options, count) => {
  expect(findingsOf({ ...shopWith({}), other: other([[8080, options]]) })).toHaveLength(count);
});

test("a reference to a port that is neither published nor exposed is a finding that names those that are", () => {
  const { database } = shop();
  expect(findingsOf(shopWith({ environment: { DATABASE: database.address(5433) } }))).toEqual([
    {
      path: "services.web.environment.DATABASE",
      fact: '"db" does not say that it listens on 5433',
      fix: "add 5433 to its ports or expose; known are 5432",
    },
  ]);
});

test("a reference within text is followed too", () => {
  const { database } = shop();
  const environment = { DATABASE: interpolate`${database.url("postgres", 1)}/shop` };
  expect(findingsOf(shopWith({ environment })).map(({ fact }) => fact)).toEqual([
    '"db" does not say that it listens on 1',
  ]);
});

test("a reference to a service that the profile lacks is a finding", () => {
  const { database, migration } = shop();
  const web = service("web", { image: "redis:7", environment: { DATABASE: database.address(5432) } });
  expect(findingsOf({ web })).toEqual([
    {
      path: "services.web.environment.DATABASE",
      fact: 'profile "dev" has no service "db"',
      fix: "return it from the description, or drop the reference in this profile",
    },
  ]);
  expect(findingsOf({ web, database, migration })).toEqual([]);
});

test("a reference to a service on other networks is a finding", () => {
  expect(findingsOf(shopWith({ networks: [network("front")] })).map(({ fact, fix }) => [fact, fix])).toEqual([
    ['no network connects it with "db"', 'put both on one network; "db" is on default'],
  ]);
});

test("work on request may name a port that a service has", () => {
  const shell = oneOff("shell", { image: "redis:7", ...{ ports: [publish(8080)] } });
  expect(findingsOf({ ...shopWith({}), shell })).toEqual([]);
});
