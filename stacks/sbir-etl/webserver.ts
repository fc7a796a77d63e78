import {
  dagsterPort,
  dagsterWebserver,
  healthy,
  publish,
  run,
  type DagsterWebserverHandle,
  type Neo4jHandle,
} from "../../compose";
import type { Application, SbirEtlContext } from "./application";

/** Dagster's page and its GraphQL. */
export function webserver(
  { config, perProfile }: SbirEtlContext,
  app: Application,
  graph: Neo4jHandle,
): DagsterWebserverHandle {
  return dagsterWebserver("dagster-webserver", {
    ...app,
    command: ["scripts/docker/dagster-webserver.sh"],
    ports: [
      publish(dagsterPort, {
        published: perProfile({ dev: config.webserverPort, test: "free", prod: config.webserverPort }),
      }),
    ],
    healthcheck: run(["python", "-m", "sbir_etl.health", "webserver"], {
      interval: "10s",
      timeout: "10s",
      retries: 3,
      startPeriod: "90s",
      startInterval: "1s",
    }),
    dependsOn: [healthy(graph)],
    deploy: perProfile({ dev: {}, test: {}, prod: { resources: { limits: { cpus: 1, memory: "1gb" } } } } as const),
  });
}
