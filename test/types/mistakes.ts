/** What every snippet below may use; all of it compiles. */
export const preamble = `
import {
  bind, completed, compose, healthy, image, interpolate, job, neo4j, oneOff, publish, run, secret, service, started,
  volume, type Bytes, type DescribeContext, type Port, type ServiceSpec, type StandardProfile,
} from "../../compose";
declare const context: DescribeContext<StandardProfile, { readonly rows: number }>;
declare const wide: ServiceSpec;
const password = secret("dbPassword", { description: "Password of the database" });
const bare = service("bare", { image: "redis:7" });
const checked = service("checked", { image: "redis:7", healthcheck: run(["redis-cli", "ping"]) });
const migration = job("migration", { image: "redis:7" });
const shell = oneOff("shell", { image: "redis:7" });
const partly = context.perProfile({ dev: checked, test: checked, prod: undefined });
const either = context.perProfile({ dev: checked, test: checked, prod: bare });
`;

/** Lines that must compile, or the mistakes beside them would prove nothing. */
export const accepted: readonly string[] = [
  `service("a", { image: "redis:7", dependsOn: [healthy(checked), completed(migration), started(bare)] });`,
  `healthy(service("a", { ...wide, healthcheck: run(["true"]) }));`,
  `healthy(neo4j("a", { image: "neo4j:5", password, volumes: { data: volume("a"), logs: volume("b"), import: volume("c") } }));`,
  `service("a", { image: image("b", { context: "." }), environment: { A: password, B: bare.url("redis", 6379), C: 1 } });`,
  `service("a", { image: "redis:7", secrets: { "/run/secrets/x": interpolate\`x/\${password}\` } });`,
  `service("a", { image: "redis:7", volumes: { "/data": volume("a"), "/etc/a": bind("a") }, ports: [publish(80)] });`,
  `const single: 1 | 2 | "three" = context.perProfile({ dev: 1, test: 2, prod: "three" });`,
  `const absent: typeof checked | undefined = partly;`,
  `compose("a", { profiles: ["blue", "green"] }, ({ perProfile }) => ({ a: perProfile({ blue: bare, green: checked }) }));`,
];

export interface Mistake {
  readonly name: string;
  readonly code: string;
  /** Part of what the compiler says. */
  readonly says: RegExp;
}

/**
 * One line each, which must not compile. A secret in a template literal or joined to text is not among them: no type
 * can refuse that in TypeScript, so it throws when the description runs.
 */
export const mistakes: readonly Mistake[] = [
  {
    name: "healthy, of a service without a health check",
    code: `healthy(bare);`,
    says: /'false' is not assignable to type 'true'/,
  },
  {
    name: "healthy, of a specification that may lack one",
    code: `healthy(service("a", wide));`,
    says: /'false' is not assignable to type 'true'/,
  },
  { name: "healthy, of a job", code: `healthy(migration);`, says: /ServiceHandle<"job", false>/ },
  { name: "healthy, of work on request", code: `healthy(shell);`, says: /ServiceHandle<"one-off", false>/ },
  { name: "healthy, of a service that a profile lacks", code: `healthy(partly);`, says: /undefined/ },
  {
    name: "healthy, of a service unchecked in one profile",
    code: `healthy(either);`,
    says: /'false' is not assignable to type 'true'/,
  },
  { name: "healthy, of a name", code: `healthy("checked");`, says: /'string' is not assignable/ },
  { name: "completed, of a service", code: `completed(bare);`, says: /'"service"' is not assignable to type '"job"'/ },
  {
    name: "completed, of work on request",
    code: `completed(shell);`,
    says: /'"one-off"' is not assignable to type '"job"'/,
  },
  { name: "started, of work on request", code: `started(shell);`, says: /"one-off"/ },
  { name: "started, of a service that a profile lacks", code: `started(partly);`, says: /undefined/ },
  {
    name: "a dependency without a condition",
    code: `service("a", { image: "redis:7", dependsOn: [checked] });`,
    says: /Dependency/,
  },
  {
    name: "a duration as a number",
    code: `service("a", { image: "redis:7", stopGracePeriod: 10 });`,
    says: /'number' is not assignable/,
  },
  {
    name: "a duration without a unit",
    code: `service("a", { image: "redis:7", stopGracePeriod: "10" });`,
    says: /"10"/,
  },
  { name: "a duration with an unknown unit", code: `run(["true"], { interval: "10 seconds" });`, says: /"10 seconds"/ },
  {
    name: "a size as a number",
    code: `service("a", { image: "redis:7", deploy: { resources: { limits: { memory: 512 } } } });`,
    says: /'number' is not assignable/,
  },
  {
    name: "a size without a unit",
    code: `service("a", { image: "redis:7", deploy: { resources: { limits: { memory: "512" } } } });`,
    says: /"512"/,
  },
  { name: "a size as a duration", code: `run(["true"], { timeout: "10mb" });`, says: /"10mb"/ },
  { name: "a number as a port", code: `const taken: Port = 80;`, says: /'number' is not assignable to type 'Port'/ },
  { name: "a number as a size", code: `const size: Bytes = 80;`, says: /'number' is not assignable to type 'Bytes'/ },
  {
    name: "a secret in labels",
    code: `service("a", { image: "redis:7", labels: { a: password } });`,
    says: /'SecretRef' is not assignable to type 'string'/,
  },
  {
    name: "a secret in a command",
    code: `service("a", { image: "redis:7", command: ["--password", password] });`,
    says: /'SecretRef' is not assignable to type 'string'/,
  },
  {
    name: "a secret in build arguments",
    code: `image("a", { context: ".", args: { A: password } });`,
    says: /'SecretRef' is not assignable/,
  },
  { name: "a secret in a health check", code: `run(["ping", password]);`, says: /'SecretRef' is not assignable to/ },
  {
    name: "text around a secret in labels",
    code: `service("a", { image: "redis:7", labels: { a: interpolate\`x\${password}\` } });`,
    says: /'InterpolatedText' is not assignable/,
  },
  {
    name: "a secret as a volume",
    code: `service("a", { image: "redis:7", volumes: { "/data": password } });`,
    says: /'SecretRef' is not assignable/,
  },
  {
    name: "text as a secret",
    code: `service("a", { image: "redis:7", secrets: { "/run/secrets/x": "hunter2" } });`,
    says: /'string' is not assignable/,
  },
  { name: "a secret without a description", code: `secret("a", {});`, says: /description/ },
  { name: "a profile left out", code: `context.perProfile({ dev: 1, test: 2 });`, says: /'prod' is missing/ },
  { name: "an unknown profile", code: `context.perProfile({ dev: 1, test: 2, prod: 3, stage: 4 });`, says: /'never'/ },
  {
    name: "a value of another profile",
    code: `const all: 1 = context.perProfile({ dev: 1, test: 2, prod: 1 });`,
    says: /'2'|'1 \| 2'/,
  },
  { name: "an unknown key of a service", code: `service("a", { image: "redis:7", comand: ["x"] });`, says: /'never'/ },
  {
    name: "an unknown key of a job",
    code: `job("a", { image: "redis:7", comand: ["x"] });`,
    says: /'comand' does not exist/,
  },
  {
    name: "an unknown key of a health check",
    code: `service("a", { image: "redis:7", healthcheck: { test: ["CMD", "x"], intervall: "1s" } });`,
    says: /'never'/,
  },
  {
    name: "a health check of a job",
    code: `job("a", { image: "redis:7", healthcheck: run(["true"]) });`,
    says: /'healthcheck' does not exist/,
  },
  {
    name: "a restart policy of a job",
    code: `job("a", { image: "redis:7", restart: "always" });`,
    says: /'restart' does not exist/,
  },
  {
    name: "ports of work on request",
    code: `oneOff("a", { image: "redis:7", ports: [] });`,
    says: /'ports' does not exist/,
  },
  {
    name: "a port as text",
    code: `service("a", { image: "redis:7", ports: ["80:80"] });`,
    says: /'string' is not assignable to type 'PublishedPort'/,
  },
  { name: "a published port as text", code: `publish("80");`, says: /'string' is not assignable/ },
  {
    name: "a secret file on a relative path",
    code: `service("a", { image: "redis:7", secrets: { x: password } });`,
    says: /'never'/,
  },
  {
    name: "a volume on a relative path",
    code: `service("a", { image: "redis:7", volumes: { data: volume("data") } });`,
    says: /'never'/,
  },
  { name: "a service without an image", code: `service("a", { command: ["true"] });`, says: /'image' is missing/ },
  {
    name: "a command as one text",
    code: `service("a", { image: "redis:7", command: "run it" });`,
    says: /'string' is not assignable/,
  },
  {
    name: "an unknown restart policy",
    code: `service("a", { image: "redis:7", restart: "sometimes" });`,
    says: /"sometimes"/,
  },
  { name: "a key that the configuration lacks", code: `context.config.row;`, says: /'row' does not exist/ },
  {
    name: "a key where there is no configuration",
    code: `compose("a", {}, ({ config }) => ({ a: service("a", { image: config.image }) }));`,
    says: /'undefined' is not assignable/,
  },
  {
    name: "something else than a service",
    code: `compose("a", {}, () => ({ a: "redis:7" }));`,
    says: /'string' is not assignable/,
  },
  { name: "a description that is asynchronous", code: `compose("a", {}, async () => ({ a: bare }));`, says: /Promise/ },
];
