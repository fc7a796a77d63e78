import { compose } from "../../compose";
import { application } from "./application";
import { sbirEtlConfig } from "./config";
import { daemon } from "./daemon";
import { graph } from "./graph";
import { firstLoad, runner } from "./runner";
import { webserver } from "./webserver";

/** The SBIR ETL system: award data into a Neo4j graph, by Dagster. */
export const sbirEtl = compose("sbir-etl", { config: sbirEtlConfig }, (context) => {
  const neo4j = graph(context);
  const app = application(context, neo4j);
  const page = webserver(context, app, neo4j);
  return {
    graph: neo4j,
    webserver: page,
    daemon: daemon(context, app, neo4j, page),
    runner: runner(app, neo4j),
    firstLoad: context.perProfile({ dev: firstLoad(app, neo4j), test: undefined, prod: undefined }),
  };
});
