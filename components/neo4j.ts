import type * as pulumi from "@pulumi/pulumi";
import { neo4jBoltPort, neo4jHttpPort } from "../compose";
import { ComposeService, type ComposeServiceArgs } from "./compose-service";

/** A Neo4j server; the pure recipe `neo4j` describes it. */
export class Neo4j extends ComposeService {
  constructor(name: string, args: ComposeServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super(name, args, options, "Neo4j");
  }

  /** Where the host reaches Bolt; empty where it is not published. */
  get boltUrl(): pulumi.Output<string> {
    return this.hostUrl("bolt", neo4jBoltPort);
  }

  /** Where the host reaches the browser; empty where it is not published. */
  get httpUrl(): pulumi.Output<string> {
    return this.hostUrl("http", neo4jHttpPort);
  }

  override outputs(): Readonly<Record<string, pulumi.Output<string>>> {
    return { boltUrl: this.boltUrl, httpUrl: this.httpUrl };
  }
}
