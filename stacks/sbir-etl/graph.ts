import { neo4j, neo4jBoltPort, neo4jHttpPort, publish, volume, type Neo4jHandle } from "../../compose";
import { neo4jPassword, type SbirEtlContext } from "./application";
import { baseImage } from "./images";

/** The graph that the pipeline fills. */
export function graph({ config, host, perProfile }: SbirEtlContext): Neo4jHandle {
  return neo4j("neo4j", {
    image: baseImage("neo4j", config.baseImages, host),
    password: neo4jPassword,
    volumes: { data: volume("neo4j_data"), logs: volume("neo4j_logs"), import: volume("neo4j_import") },
    ...perProfile({
      dev: { heap: "512mb", pageCache: "128mb" },
      test: { heap: "256mb", pageCache: "64mb" },
      prod: { heap: "1gb", pageCache: "512mb", memory: "3gb" },
    } as const),
    ports: perProfile({
      dev: [
        publish(neo4jHttpPort, { published: config.neo4jHttpPort }),
        publish(neo4jBoltPort, { published: config.neo4jBoltPort }),
      ],
      test: [publish(neo4jHttpPort, { published: "free" }), publish(neo4jBoltPort, { published: "free" })],
      prod: [],
    }),
  });
}
