/** Shape A: functions return handles, and a handle is the reference. */
type Unit = "ms" | "s" | "m" | "h";
type DurationText = `${number}${Unit}`;
type SizeText = `${number}${"kb" | "mb" | "gb"}`;
interface Healthcheck {
  readonly test: readonly string[];
  readonly interval: DurationText;
  readonly retries?: number;
}
interface Secret {
  readonly kind: "secret";
  readonly name: string;
}
interface Reference {
  readonly kind: "reference";
}
interface Image {
  readonly kind: "image";
}
interface Volume {
  readonly kind: "volume";
}
interface Layer {
  readonly kind: "layer";
}
interface Condition {
  readonly kind: "condition";
}
interface Service<H extends boolean = boolean> {
  readonly kind: "service";
  readonly checked: H;
  url(scheme: string, port: number): Reference;
}
interface Job {
  readonly kind: "job";
}
type Value = string | number | boolean | Reference | Secret;
interface Spec {
  readonly image: Image;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, Value>>;
  readonly layers?: readonly Layer[];
  readonly volumes?: Readonly<Record<string, Volume>>;
  readonly ports?: readonly { readonly target: number }[];
  readonly healthcheck?: Healthcheck;
  readonly dependsOn?: readonly Condition[];
  readonly limits?: { readonly cpus: number; readonly memory: SizeText };
  readonly replicas?: number;
}
interface Context<P extends string> {
  readonly profile: P;
  perProfile<T>(values: Readonly<Record<P, T>>): T;
}

declare function compose<P extends string, S>(
  name: string,
  profiles: readonly P[],
  build: (context: Context<P>) => S,
): S;
declare function image(name: string, build: { readonly context: string; readonly target?: string }): Image;
declare function volume(name: string): Volume;
declare function layer(source: string, target: string): Layer;
declare function secret(name: string): Secret;
declare function publish(target: number): { readonly target: number };
declare function httpGet(
  path: string,
  options: { readonly port: number; readonly interval: DurationText; readonly retries?: number },
): Healthcheck;
declare function service<const S extends Spec>(
  name: string,
  spec: S,
): Service<S extends { healthcheck: Healthcheck } ? true : false>;
declare function job(name: string, spec: Spec): Job;
declare function oneOff(name: string, spec: Spec): { readonly kind: "one-off" };
declare function neo4j(name: string, options: { readonly password: Secret; readonly data: Volume }): Service<true>;
declare function healthy(service: Service<true>): Condition;
declare function completed(service: Job): Condition;

export const sbirEtl = compose("sbir-etl", ["dev", "test", "prod"], ({ perProfile }) => {
  const password = secret("neo4jPassword");
  const app = image("sbir-etl", {
    context: "apps/sbir-etl",
    target: perProfile({ dev: "runtime", test: "test", prod: "runtime" }),
  });
  const layers = [layer("apps/sbir-etl/src", "/app/src")];
  const graph = neo4j("neo4j", { password, data: volume("neo4j_data") });
  const environment = { SBIR_ETL__NEO4J__BOLT_URL: graph.url("bolt", 7687) };
  const webserver = service("dagster-webserver", {
    image: app,
    layers,
    environment,
    command: ["scripts/docker/dagster-webserver.sh"],
    ports: [publish(3000)],
    healthcheck: httpGet("/server_info", { port: 3000, interval: "10s", retries: 3 }),
    dependsOn: [healthy(graph)],
  });
  const daemon = service("dagster-daemon", { image: app, layers, environment, dependsOn: [healthy(webserver)] });
  const runner = oneOff("etl-runner", { image: app, layers, environment });
  return { graph, webserver, daemon, runner };
});

export const onex = compose("onex", ["main", "effects", "workers", "all"], ({ perProfile }) => {
  const app = image("onex", { context: "." });
  const environment = { POSTGRES_PASSWORD: secret("postgresPassword"), ONEX_INPUT_TOPIC: "requests" };
  const migrate = job("migrate", { image: app });
  const main = service("runtime-main", {
    image: app,
    environment,
    healthcheck: httpGet("/health", { port: 8085, interval: "30s" }),
    dependsOn: [completed(migrate)],
    limits: { cpus: 1, memory: "512mb" },
  });
  const effects = service("runtime-effects", { image: app, environment, dependsOn: [healthy(main)] });
  const worker = service("runtime-worker", { image: app, environment, replicas: 2, dependsOn: [healthy(main)] });
  return perProfile({
    main: [migrate, main],
    effects: [migrate, main, effects],
    workers: [migrate, main, worker],
    all: [migrate, main, effects, worker],
  });
});

compose("mistakes", ["dev", "prod"], ({ perProfile }) => {
  const bare = service("bare", { image: image("x", { context: "." }) });
  // @ts-expect-error a healthy gate on a service that has no health check
  healthy(bare);
  // @ts-expect-error a service that never ends
  completed(bare);
  // @ts-expect-error a profile is left out
  perProfile({ dev: 1 });
  // @ts-expect-error a duration without a unit
  httpGet("/", { port: 80, interval: "10" });
  const debug = perProfile({
    dev: service("debug", {
      image: image("x", { context: "." }),
      healthcheck: httpGet("/", { port: 80, interval: "1s" }),
    }),
    prod: undefined,
  });
  // @ts-expect-error a service that one profile lacks
  return healthy(debug);
});
