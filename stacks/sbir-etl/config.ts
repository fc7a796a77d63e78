import { z } from "zod";
import { isPort } from "../../compose";

const hostPort = z
  .number()
  .refine((value: number): boolean => isPort(value), "is not a port; choose a whole number from 1 to 65535");

/** What `Pulumi.<stack>.yaml` may set, and what holds otherwise. */
export const sbirEtlConfig = z.object({
  /** Port of the host for Dagster's page. */
  webserverPort: hostPort.default(3000),
  /** Port of the host for Neo4j's browser. */
  neo4jHttpPort: hostPort.default(7474),
  /** Port of the host for Bolt. */
  neo4jBoltPort: hostPort.default(7687),
  /** Base images from the registry, or stand-ins with the same contract made from packages. `auto` takes a stand-in that the engine holds. */
  baseImages: z.enum(["auto", "registry", "packages"]).default("auto"),
  /** Rows of sample data that dev makes when it has none. */
  sampleRows: z.int().min(0, "is below zero; choose 0 or more").default(2_000),
  /** Seconds that the daemon and the webserver wait for what they need before they give up. */
  waitSeconds: z.int().min(1, "is below one; choose 1 or more").default(180),
});

export type SbirEtlConfig = z.output<typeof sbirEtlConfig>;
