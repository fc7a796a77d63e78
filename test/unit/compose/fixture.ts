import {
  compose,
  FindingsError,
  healthy,
  image,
  job,
  publish,
  run,
  secret,
  service,
  volume,
  type Finding,
  type ServiceHandle,
  type ServiceSpec,
  type StackModel,
} from "../../../compose";

export const password = secret("dbPassword", { description: "Password of the database", minLength: 8 });

/** A shop that is well: a database, a migration, a page. Tests change one thing of it. */
export function shop() {
  const database = service("db", {
    image: "postgres:16",
    secrets: { "/run/secrets/password": password },
    volumes: { "/var/lib/data": volume("db_data") },
    expose: [5432],
    healthcheck: run(["pg_isready"], { interval: "5s", startPeriod: "30s", startInterval: "1s" }),
  });
  const migration = job("migrate", { image: image("shop", { context: "shop" }), dependsOn: [healthy(database)] });
  const spec = {
    image: migration.spec.image,
    environment: { DATABASE: database.url("postgres", 5432) },
    ports: [publish(8080)],
    dependsOn: [healthy(database)],
  } satisfies ServiceSpec;
  return { database, migration, web: service("web", spec), spec };
}

type Parts = Readonly<Record<string, ServiceHandle | undefined>>;

/** The model of some services. */
export function modelOf(parts: Parts, profile = "dev", project = "shop-dev"): StackModel {
  return compose("shop", {}, () => parts).build({ profile, project });
}

/** What is wrong with some services; nothing where they are well. */
export function findingsOf(parts: Parts, project = "shop-dev"): readonly Finding[] {
  return caught(() => modelOf(parts, "dev", project));
}

/** The findings that a call throws. */
export function caught(call: () => unknown): readonly Finding[] {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  }
}

/** The shop, with its page changed. */
export function shopWith(change: Partial<ServiceSpec>): Parts {
  const { database, migration, spec } = shop();
  return { database, migration, web: service("web", { ...spec, ...change }) };
}
