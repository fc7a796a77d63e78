import { healthy, job, oneOff, type Neo4jHandle, type ServiceHandle } from "../../compose";
import type { Application } from "./application";

/** Runs one command of the ETL when somebody asks: `make etl ARGS="materialize raw_sbir_awards"`. */
export function runner(app: Application, graph: Neo4jHandle): ServiceHandle<"one-off", false> {
  return oneOff("etl-runner", {
    ...app,
    command: ["scripts/docker/etl-runner.sh", "materialize", "raw_sbir_awards"],
    dependsOn: [healthy(graph)],
  });
}

/** Fills the graph once, so that a new stack has something to look at. Upserts make a second run harmless. */
export function firstLoad(app: Application, graph: Neo4jHandle): ServiceHandle<"job", false> {
  return job("etl-first-load", {
    ...app,
    command: ["scripts/docker/etl-runner.sh", "materialize", "raw_sbir_awards", "validated_awards", "sbir_graph"],
    dependsOn: [healthy(graph)],
  });
}
