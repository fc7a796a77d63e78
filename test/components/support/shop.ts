import {
  bind,
  completed,
  compose,
  dagsterDaemon,
  dagsterWebserver,
  healthy,
  image,
  interpolate,
  job,
  layer,
  neo4j,
  neo4jPasswordRules,
  oneOff,
  publish,
  run,
  secret,
  service,
  volume,
  type ServiceModel,
  type ServiceSpec,
  type StackDescription,
  type StackModel,
} from "../../../compose";

/** Values of the shop's secrets; no test output may show them in the clear. */
export const secretValues = { graphPassword: "graph-secret-value", apiToken: "token-secret-value" } as const;

const graphPassword = secret("graphPassword", {
  description: "Password of the graph",
  ...neo4jPasswordRules,
  generate: { length: 24 },
});
const apiToken = secret("apiToken", { description: "Token of the API", minLength: 8 });
const app = image("app", { context: "app", target: "runtime", args: { PYTHON: "3.11" } });

/** What every test starts from: a service that uses all there is. */
const web = {
  image: app,
  layers: [layer({ source: "src", target: "/app/src", delivery: "bake" })],
  command: ["serve"],
  environment: { MODE: "fast", API_URL: interpolate`http://api/?token=${apiToken}`, WORKERS: 2 },
  secrets: { "/run/secrets/token": apiToken },
  volumes: { "/data": volume("shop_data"), "/import": bind("import") },
  tmpfs: ["/tmp"],
  ports: [publish(8080), publish(9090, { published: "free", hostIp: "0.0.0.0" })],
  healthcheck: run(["true"], {
    interval: "90s",
    timeout: "10s",
    retries: 3,
    startPeriod: "2m",
    startInterval: "500ms",
  }),
  restart: "on-failure:3",
  stopGracePeriod: "90s",
  deploy: { resources: { limits: { cpus: 1.5, memory: "512mb" }, reservations: { memory: "256mb" } } },
  labels: { team: "shop" },
  user: "1000:1000",
  groupAdd: ["0"],
  workingDir: "/app",
  init: true,
  capAdd: ["NET_ADMIN"],
  capDrop: ["all"],
  extraHosts: { registry: "10.0.0.7" },
} satisfies ServiceSpec;

/** A description of the shop; the test changes what it is about. */
export function describeShop(changes: Partial<ServiceSpec> = {}): StackDescription {
  return compose("shop", {}, () => {
    const graph = neo4j("graph", {
      image: "neo4j:5@sha256:037cf5756f0135cbfd66b739b6df7c7c4bb100f9ce11602f6f9538e17e02c74d",
      password: graphPassword,
      volumes: { data: volume("graph_data"), logs: volume("graph_logs"), import: volume("graph_import") },
      ports: [publish(7687, { published: "free" }), publish(7474)],
    });
    const migrate = job("migrate", { image: app, command: ["migrate"], dependsOn: [healthy(graph)] });
    const page = dagsterWebserver("page", { image: app, ports: [publish(3000)], dependsOn: [healthy(graph)] });
    return {
      graph,
      migrate,
      page,
      daemon: dagsterDaemon("daemon", { image: app, dependsOn: [healthy(page)] }),
      web: service("web", { ...web, dependsOn: [healthy(graph), completed(migrate)], ...changes }),
      cache: service("cache", { image: "redis:7" }),
      admin: oneOff("admin", {
        image: app,
        command: ["admin"],
        secrets: { "/run/secrets/token": apiToken },
        volumes: { "/data": volume("shop_data") },
      }),
    };
  });
}

/** The shop as a model. */
export function shop(changes: Partial<ServiceSpec> = {}, profile = "dev"): StackModel {
  return describeShop(changes).build({ profile, project: `shop-${profile}` });
}

/** One service of the shop. */
export function serviceOf(model: StackModel, name: string): ServiceModel {
  const found = model.services[name];
  if (found === undefined) throw new Error(`the shop has no service ${name}`);
  return found;
}

/** The name of the image that has a layer on top; `compose` makes it up. */
export function layeredImageOf({ images }: StackModel): string {
  const found = Object.values(images).find(({ kind }) => kind === "layered");
  if (found === undefined) throw new Error("the shop has no layered image");
  return found.name;
}
