/** Shape C: a class per stack; services are fields, decorated by what differs between profiles. */
type DurationText = `${number}${"ms" | "s" | "m" | "h"}`;
interface Probe {
  readonly interval: DurationText;
  readonly retries?: number;
}
declare class Image {
  constructor(context: string, target?: string);
}
declare class Volume {
  constructor(name: string);
}
declare class Secret {
  constructor(name: string);
}
declare class Service {
  constructor(stack: Stack, name: string, image: Image);
  command(...words: readonly string[]): this;
  env(name: string, value: string | Secret | Url): this;
  mount(volume: Volume, target: string): this;
  layer(source: string, target: string): this;
  publish(port: number): this;
  limit(cpus: number, memory: `${number}mb`): this;
  scale(replicas: number): this;
  healthcheck(test: readonly string[], probe: Probe): CheckedService;
  dependsOn(...gates: readonly Gate[]): this;
  url(scheme: string, port: number): Url;
}
declare class CheckedService extends Service {
  get healthy(): Gate;
}
declare class Job extends Service {
  get completed(): Gate;
}
interface Gate {
  readonly kind: "gate";
}
interface Url {
  readonly kind: "url";
}
declare abstract class Stack {
  protected constructor(name: string, profile: string);
  readonly profile: string;
}

export class SbirEtl extends Stack {
  readonly password = new Secret("neo4jPassword");
  readonly app = new Image("apps/sbir-etl", this.profile === "test" ? "test" : "runtime");
  readonly graph = new Service(this, "neo4j", new Image("images/neo4j"))
    .env("NEO4J_AUTH", this.password)
    .mount(new Volume("neo4j_data"), "/data")
    .healthcheck(["CMD", "cypher-shell", "RETURN 1"], { interval: "10s" });
  readonly webserver = this.dagster("dagster-webserver")
    .publish(3000)
    .healthcheck(["CMD", "python", "-m", "sbir_etl.health", "webserver"], { interval: "10s", retries: 3 })
    // The gate comes last, or the chain has lost the type that `healthcheck` returned.
    .dependsOn(this.graph.healthy);
  readonly daemon = this.dagster("dagster-daemon").dependsOn(this.webserver.healthy);

  constructor(profile: "dev" | "test" | "prod") {
    super("sbir-etl", profile);
  }

  private dagster(name: string): Service {
    return new Service(this, name, this.app)
      .layer("apps/sbir-etl/src", "/app/src")
      .env("SBIR_ETL__NEO4J__BOLT_URL", this.graph.url("bolt", 7687));
  }
}

export class Onex extends Stack {
  readonly app = new Image(".");
  readonly migrate = new Job(this, "migrate", this.app);
  readonly main = new Service(this, "runtime-main", this.app)
    .env("POSTGRES_PASSWORD", new Secret("postgresPassword"))
    .limit(1, "512mb")
    .dependsOn(this.migrate.completed)
    .healthcheck(["CMD", "probe", "8085"], { interval: "30s" });
  // A field that some profiles lack is `undefined` there, and every reader has to ask.
  readonly effects =
    this.profile === "effects" || this.profile === "all"
      ? new Service(this, "runtime-effects", this.app).dependsOn(this.main.healthy)
      : undefined;
  readonly worker =
    this.profile === "workers" || this.profile === "all"
      ? new Service(this, "runtime-worker", this.app).scale(2).dependsOn(this.main.healthy)
      : undefined;

  constructor(profile: "main" | "effects" | "workers" | "all") {
    super("onex", profile);
  }
}

declare const bare: Service;
// @ts-expect-error a healthy gate on a service that has no health check
bare.dependsOn(bare.healthy);
