import {
  bind,
  layer,
  secret,
  volume,
  neo4jPasswordRules,
  type DescribeContext,
  type Layer,
  type Mount,
  type Neo4jHandle,
  type SecretRef,
  type ServiceSpec,
  type StandardProfile,
} from "../../compose";
import { applicationImage } from "./images";
import type { SbirEtlConfig } from "./config";

/** What every file of this stack is given. */
export type SbirEtlContext = DescribeContext<StandardProfile, SbirEtlConfig>;

export const neo4jPassword: SecretRef = secret("neo4jPassword", {
  description: "Password of the Neo4j user neo4j",
  ...neo4jPasswordRules,
  generate: { length: 24 },
});

const passwordFile = "/run/secrets/neo4j_password";

function layers({ perProfile }: SbirEtlContext): readonly Layer[] {
  const delivery = perProfile({ dev: "bind", test: "bake", prod: "bake" });
  const code = ["src", "config"].map((folder) =>
    layer({ source: `apps/sbir-etl/${folder}`, target: `/app/${folder}`, delivery }),
  );
  const tests = layer({ source: "apps/sbir-etl/tests", target: "/app/tests", delivery });
  return perProfile({ dev: code, test: [...code, tests], prod: code });
}

function storage({ perProfile }: SbirEtlContext): Readonly<Record<`/${string}`, Mount>> {
  const folder = (name: string): Mount => {
    const kept = volume(`sbir_${name}`);
    return perProfile({ dev: bind(`apps/sbir-etl/${name}`), test: kept, prod: kept });
  };
  return {
    "/app/data": folder("data"),
    "/app/logs": folder("logs"),
    "/app/metrics": folder("metrics"),
    "/app/dagster_home": volume("dagster_home"),
  };
}

/** What webserver, daemon and runner have in common: image, layers, storage, and the way to Neo4j. */
export function application(context: SbirEtlContext, graph: Neo4jHandle) {
  const { perProfile, config, host } = context;
  // dev writes into folders of the host, so it writes as the host's user; group 0 owns the image's own folders.
  const user = { user: `${String(host.uid)}:${String(host.gid)}`, groupAdd: ["0"] };
  return {
    image: applicationImage(perProfile({ dev: "runtime", test: "test", prod: "runtime" }), config.baseImages, host),
    layers: layers(context),
    volumes: storage(context),
    secrets: { [passwordFile]: neo4jPassword },
    environment: {
      ENVIRONMENT: "docker",
      SBIR_ETL__NEO4J__BOLT_URL: graph.boltUrl,
      SBIR_ETL__NEO4J__PASSWORD_FILE: passwordFile,
      SBIR_ETL__WAIT__TIMEOUT_SECONDS: config.waitSeconds,
      SBIR_ETL__DATA__SAMPLE_ROWS: perProfile({ dev: config.sampleRows, test: config.sampleRows, prod: 0 }),
    },
    ...perProfile({ dev: user, test: {}, prod: {} }),
  } satisfies Partial<ServiceSpec>;
}

export type Application = ReturnType<typeof application>;
