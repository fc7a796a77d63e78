import {
  dagsterDaemon,
  healthy,
  interpolate,
  run,
  type DagsterWebserverHandle,
  type Neo4jHandle,
  type ServiceHandle,
} from "../../compose";
import type { Application, SbirEtlContext } from "./application";

/** Takes queued runs and keeps schedules. */
export function daemon(
  { perProfile }: SbirEtlContext,
  app: Application,
  graph: Neo4jHandle,
  page: DagsterWebserverHandle,
): ServiceHandle<"service", true> {
  return dagsterDaemon("dagster-daemon", {
    ...app,
    environment: { ...app.environment, SBIR_ETL__WEBSERVER__HEALTH_URL: interpolate`${page.httpUrl}/server_info` },
    command: ["scripts/docker/dagster-daemon.sh"],
    healthcheck: run(["python", "-m", "sbir_etl.health", "daemon"], {
      interval: "15s",
      timeout: "15s",
      retries: 3,
      startPeriod: "120s",
      startInterval: "1s",
    }),
    dependsOn: [healthy(graph), healthy(page)],
    deploy: perProfile({ dev: {}, test: {}, prod: { resources: { limits: { cpus: 2, memory: "2gb" } } } } as const),
  });
}
