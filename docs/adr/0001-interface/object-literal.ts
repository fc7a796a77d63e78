/** Shape B: one literal in the form of a Compose file; inference checks the names. */
type DurationText = `${number}${"ms" | "s" | "m" | "h"}`;
interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: DurationText;
  readonly retries?: number;
}
interface Spec<Services extends string, Volumes extends string, Images extends string, Secrets extends string> {
  readonly image: Images;
  readonly command?: readonly string[];
  readonly environment?: Readonly<
    Record<
      string,
      string | { readonly secret: Secrets } | { readonly url: `bolt://${Services}` | `http://${Services}` }
    >
  >;
  readonly volumes?: readonly `${Volumes}:${string}`[];
  readonly layers?: readonly string[];
  readonly ports?: readonly `${number}:${number}`[];
  readonly healthcheck?: Healthcheck;
  readonly dependsOn?: {
    readonly [S in Services]?: {
      readonly condition: "service_started" | "service_healthy" | "service_completed_successfully";
    };
  };
  readonly profiles?: readonly string[];
  readonly limits?: { readonly cpus: number; readonly memory: string };
  readonly replicas?: number;
}
interface Stack<S extends string, V extends string, I extends string, K extends string> {
  readonly name: string;
  readonly secrets?: readonly K[];
  readonly images: Readonly<Record<I, { readonly context: string; readonly target?: string }>>;
  readonly volumes?: Readonly<Record<V, object>>;
  readonly services: Readonly<Record<S, Spec<NoInfer<S>, NoInfer<V>, NoInfer<I>, NoInfer<K>>>>;
  /** A value that differs by profile stands apart from the service that it belongs to. */
  readonly overlays?: Readonly<
    Record<
      string,
      {
        readonly services?: {
          readonly [X in NoInfer<S>]?: Partial<Spec<NoInfer<S>, NoInfer<V>, NoInfer<I>, NoInfer<K>>>;
        };
      }
    >
  >;
}
declare function compose<S extends string, V extends string, I extends string, K extends string>(
  stack: Stack<S, V, I, K>,
): Stack<S, V, I, K>;

export const sbirEtl = compose({
  name: "sbir-etl",
  secrets: ["neo4jPassword"],
  images: { app: { context: "apps/sbir-etl" }, neo4j: { context: "images/neo4j" } },
  volumes: { neo4j_data: {} },
  services: {
    neo4j: {
      image: "neo4j",
      environment: { NEO4J_AUTH: { secret: "neo4jPassword" } },
      volumes: ["neo4j_data:/data"],
      healthcheck: { test: ["CMD", "cypher-shell", "RETURN 1"], interval: "10s" },
    },
    "dagster-webserver": {
      image: "app",
      command: ["scripts/docker/dagster-webserver.sh"],
      environment: { SBIR_ETL__NEO4J__BOLT_URL: { url: "bolt://neo4j" } },
      layers: ["apps/sbir-etl/src:/app/src"],
      ports: ["3000:3000"],
      healthcheck: { test: ["CMD", "python", "-m", "sbir_etl.health", "webserver"], interval: "10s", retries: 3 },
      dependsOn: { neo4j: { condition: "service_healthy" } },
    },
    "dagster-daemon": { image: "app", dependsOn: { "dagster-webserver": { condition: "service_healthy" } } },
    "etl-runner": { image: "app", profiles: ["run"] },
  },
  overlays: { test: { services: { "dagster-webserver": { ports: [] } } } },
});

export const onex = compose({
  name: "onex",
  secrets: ["postgresPassword"],
  images: { app: { context: "." } },
  services: {
    migrate: { image: "app" },
    "runtime-main": {
      image: "app",
      environment: { POSTGRES_PASSWORD: { secret: "postgresPassword" } },
      healthcheck: { test: ["CMD", "probe", "8085"], interval: "30s" },
      dependsOn: { migrate: { condition: "service_completed_successfully" } },
      limits: { cpus: 1, memory: "512mb" },
    },
    "runtime-effects": {
      image: "app",
      profiles: ["effects", "all"],
      dependsOn: { "runtime-main": { condition: "service_healthy" } },
    },
    "runtime-worker": {
      image: "app",
      profiles: ["workers", "all"],
      replicas: 2,
      dependsOn: { "runtime-main": { condition: "service_healthy" } },
    },
  },
});

compose({
  name: "mistakes",
  images: { app: { context: "." } },
  services: {
    // Compiles, although `b` has no health check: a mapped type can't relate one entry's value to another's key.
    a: { image: "app", dependsOn: { b: { condition: "service_healthy" } } },
    b: { image: "app" },
    // @ts-expect-error an image that does not exist; the message names every type parameter of the whole literal
    c: { image: "ap" },
  },
});
