import type { PublishedPort } from "../describe/network";
import type { Healthcheck } from "../describe/healthcheck";
import { defineService, type ServiceHandle, type ServiceSpec } from "../describe/service";
import type { Reference } from "../values";

/** Port of the webserver in the container. */
export const dagsterPort = 3000;

/** What both processes of Dagster share: the image with the code, its environment, and one DAGSTER_HOME. */
export type DagsterSpec = Omit<ServiceSpec, "ports" | "expose" | "healthcheck"> & {
  /** A probe of the image's own. @default what the recipe says */
  readonly healthcheck?: Healthcheck;
};

/** A webserver of Dagster; its references lead to the page and its probe. */
export interface DagsterWebserverHandle extends ServiceHandle<"service", true> {
  /** `http://dagster-webserver:3000` */
  readonly httpUrl: Reference;
}

// An unknown path answers 200 with the page as well, so the probe looks for a key of the JSON.
const webserverProbe = `import json, urllib.request as u; assert "dagster_webserver_version" in json.load(u.urlopen("http://127.0.0.1:${String(dagsterPort)}/server_info", timeout=5))`;

/** Describes a webserver of Dagster. */
export function dagsterWebserver(
  name: string,
  spec: DagsterSpec & { readonly ports?: readonly PublishedPort[] },
): DagsterWebserverHandle {
  const healthcheck: Healthcheck = {
    test: ["CMD", "python3", "-c", webserverProbe],
    interval: "10s",
    timeout: "10s",
    retries: 3,
    startPeriod: "90s",
    startInterval: "1s",
  };
  const handle = defineService(
    name,
    "service",
    { healthcheck, restart: "unless-stopped", stopGracePeriod: "30s", expose: [dagsterPort], ...spec },
    "dagster-webserver",
  );
  return Object.freeze({ ...handle, checked: true, httpUrl: handle.url("http", dagsterPort) });
}

/**
 * Describes the daemon of Dagster, which launches queued runs and schedules. There must be one of it.
 *
 * Its heartbeats count for half an hour by default; the recipe says 90 s, or a dead daemon would look alive.
 *
 * @see https://docs.dagster.io/deployment/execution/dagster-daemon
 */
export function dagsterDaemon(name: string, spec: DagsterSpec): ServiceHandle<"service", true> {
  const { environment, ...rest } = spec;
  const healthcheck: Healthcheck = {
    test: ["CMD", "dagster-daemon", "liveness-check"],
    interval: "30s",
    timeout: "30s",
    retries: 3,
    startPeriod: "120s",
    startInterval: "5s",
  };
  const handle = defineService(
    name,
    "service",
    {
      healthcheck,
      restart: "unless-stopped",
      // Each of its threads is joined in turn, and runs that it launched end with it.
      stopGracePeriod: "2m",
      environment: { DAGSTER_DAEMON_HEARTBEAT_TOLERANCE: 90, ...environment },
      ...rest,
    },
    "dagster-daemon",
  );
  return Object.freeze({ ...handle, checked: true });
}
