import type * as pulumi from "@pulumi/pulumi";
import { dagsterPort } from "../compose";
import { ComposeService, type ComposeServiceArgs } from "./compose-service";

/** A webserver of Dagster; the pure recipe `dagsterWebserver` describes it. */
export class DagsterWebserver extends ComposeService {
  constructor(name: string, args: ComposeServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super(name, args, options, "DagsterWebserver");
  }

  /** Where the host reaches the page; empty where it is not published. */
  get httpUrl(): pulumi.Output<string> {
    return this.hostUrl("http", dagsterPort);
  }

  override outputs(): Readonly<Record<string, pulumi.Output<string>>> {
    return { httpUrl: this.httpUrl };
  }
}

/** The daemon of Dagster; the pure recipe `dagsterDaemon` describes it. It listens on nothing. */
export class DagsterDaemon extends ComposeService {
  constructor(name: string, args: ComposeServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super(name, args, options, "DagsterDaemon");
  }
}
