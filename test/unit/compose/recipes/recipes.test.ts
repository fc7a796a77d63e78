import {
  dagsterDaemon,
  dagsterWebserver,
  formatReference,
  healthy,
  neo4j,
  publish,
  run,
  secret,
  service,
  volume,
  type Neo4jOptions,
} from "../../../../compose";
import { caught, modelOf } from "../fixture";

const password = secret("neo4jPassword", { description: "Password of Neo4j" });
const options: Neo4jOptions = {
  image: "neo4j:5",
  password,
  volumes: { data: volume("data"), logs: volume("logs"), import: volume("import") },
};
const graph = (change: Partial<Neo4jOptions> = {}) =>
  modelOf({ graph: neo4j("graph", { ...options, ...change }) }).services.graph;

describe("Neo4j", () => {
  it("is given its password in a file, and no variable names it", () => {
    expect(graph()?.secrets).toEqual([
      {
        target: "/run/secrets/neo4j_auth",
        content: expect.objectContaining({ parts: ["neo4j/", password] }) as unknown,
        mode: "0400",
      },
    ]);
    expect(graph()?.environment).toEqual({
      NEO4J_AUTH_PATH: "/run/secrets/neo4j_auth",
      NEO4J_server_memory_heap_initial__size: "512m",
      NEO4J_server_memory_heap_max__size: "512m",
      NEO4J_server_memory_pagecache_size: "128m",
    });
  });

  it("is healthy once a query succeeds, and the password is no argument of the probe", () => {
    const { test = [], ...timing } = graph()?.healthcheck ?? {};
    expect(test[0]).toBe("CMD-SHELL");
    expect(test[1]).toMatch(/NEO4J_PASSWORD="\$\(cut .*\)" cypher-shell -a bolt:\/\/127\.0\.0\.1:7687 'RETURN 1'$/);
    expect(test[1]).not.toMatch(/cypher-shell.* -p/);
    expect(JSON.stringify(timing)).toBe(
      '{"interval":"10s","timeout":"20s","retries":5,"startPeriod":"1m","startInterval":"2s"}',
    );
  });

  it("keeps the graph, the logs and files to import on volumes of their own", () => {
    expect(graph()?.mounts.map(({ target, ...mount }) => [target, "source" in mount && mount.source])).toEqual([
      ["/data", "data"],
      ["/logs", "logs"],
      ["/var/lib/neo4j/import", "import"],
    ]);
  });

  it("listens on 7474 and 7687, publishes what it is told, and has time for a checkpoint", () => {
    expect(graph()).toMatchObject({ expose: [7474, 7687], ports: [], restart: "unless-stopped", recipe: "neo4j" });
    expect(String(graph()?.stopGracePeriod)).toBe("2m");
    expect(graph({ ports: [publish(7687)] })?.ports.map(({ published }) => published)).toEqual([7687]);
  });

  it("spells sizes as Java does, without fractions", () => {
    const { NEO4J_server_memory_heap_max__size: heap, NEO4J_server_memory_pagecache_size: pages } =
      graph({ heap: "1.5gb", pageCache: "2g" })?.environment ?? {};
    expect([heap, pages]).toEqual(["1536m", "2g"]);
    expect(String(graph({ memory: "3gb" })?.resources.memory)).toBe("3gb");
  });

  it("says which size it can't read", () => {
    expect(caught(() => graph({ heap: "much" as never })).map(({ path }) => path)).toEqual(["services.graph.heap"]);
    expect(caught(() => graph({ pageCache: "1" as never })).map(({ path }) => path)).toEqual([
      "services.graph.pageCache",
    ]);
  });

  it("can be waited for and reached by the others", () => {
    const handle = neo4j("graph", options);
    const environment = { BOLT: handle.boltUrl, HTTP: handle.httpUrl };
    const model = modelOf({ handle, web: service("web", { image: "x", environment, dependsOn: [healthy(handle)] }) });
    expect(model.services.web?.dependsOn).toEqual({ graph: "service_healthy" });
    expect([handle.boltUrl, handle.httpUrl].map(formatReference)).toEqual(["bolt://graph:7687", "http://graph:7474"]);
  });
});

describe("Dagster's webserver", () => {
  const page = dagsterWebserver("page", { image: "etl:1", ports: [publish(3000, { published: 3001 })] });
  const model = modelOf({ page }).services.page;

  it("answers on 3000 and is reached there by the others", () => {
    expect(formatReference(page.httpUrl)).toBe("http://page:3000");
    expect(model).toMatchObject({ expose: [3000], recipe: "dagster-webserver", restart: "unless-stopped" });
    expect(model?.ports.map(({ target, published }) => [target, published])).toEqual([[3000, 3001]]);
  });

  it("is probed for what only /server_info answers, every 10 s, 3 times", () => {
    expect(model?.healthcheck?.test.join(" ")).toMatch(/dagster_webserver_version.*:3000\/server_info/);
    expect([String(model?.healthcheck?.interval), model?.healthcheck?.retries]).toEqual(["10s", 3]);
  });

  it("takes a probe of the image's own", () => {
    const own = modelOf({ own: dagsterWebserver("own", { image: "x", healthcheck: run(["probe"]) }) }).services.own;
    expect(own?.healthcheck?.test).toEqual(["CMD", "probe"]);
  });
});

describe("Dagster's daemon", () => {
  const daemon = modelOf({ daemon: dagsterDaemon("daemon", { image: "etl:1", environment: { A: 1 } }) }).services
    .daemon;

  it("counts as dead when its heartbeats are 90 s old, unless told otherwise", () => {
    expect(daemon?.environment).toEqual({ DAGSTER_DAEMON_HEARTBEAT_TOLERANCE: 90, A: 1 });
    const environment = { DAGSTER_DAEMON_HEARTBEAT_TOLERANCE: 5 };
    const own = modelOf({ own: dagsterDaemon("own", { image: "x", environment }) }).services.own;
    expect(own?.environment).toEqual(environment);
  });

  it("is probed by its own check and has time to end the runs that it launched", () => {
    expect(daemon?.healthcheck?.test).toEqual(["CMD", "dagster-daemon", "liveness-check"]);
    expect(String(daemon?.stopGracePeriod)).toBe("2m");
    expect(daemon).toMatchObject({ recipe: "dagster-daemon", restart: "unless-stopped", ports: [] });
  });
});
