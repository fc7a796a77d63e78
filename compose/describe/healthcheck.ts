import type { Duration, DurationText } from "../values";

/** When and how often a probe runs. */
export interface ProbeTiming {
  /** Time between probes. @default "30s" */
  readonly interval?: DurationText | Duration;
  /** A probe that takes longer has failed. @default "30s" */
  readonly timeout?: DurationText | Duration;
  /** Failures in a row until the service counts as unhealthy. @default 3 */
  readonly retries?: number;
  /** Failures in this time after the start do not count. @default "0s" */
  readonly startPeriod?: DurationText | Duration;
  /** Time between probes within the start period. @default the engine's, "5s" */
  readonly startInterval?: DurationText | Duration;
}

/** A health check in Compose's words. */
export interface Healthcheck extends ProbeTiming {
  /** `["CMD", program, …]`, or `["CMD-SHELL", line]` for the container's shell. Status 0 is healthy. */
  readonly test: readonly ["CMD", string, ...string[]] | readonly ["CMD-SHELL", string];
}

/** A probe that runs a program of the image. */
export function run(command: readonly [string, ...string[]], timing: ProbeTiming = {}): Healthcheck {
  return { test: ["CMD", ...command], ...timing };
}

/** How an HTTP probe is made. */
export interface HttpProbe extends ProbeTiming {
  readonly port: number;
  /** The program of the image that asks: slim images lack `curl`. */
  readonly via: "curl" | "wget" | "python";
}

/** A probe that wants a status from 200 to 299 from `http://127.0.0.1:<port><path>`. */
export function httpGet(path: `/${string}`, { port, via, ...timing }: HttpProbe): Healthcheck {
  const url = `http://127.0.0.1:${String(port)}${path}`;
  switch (via) {
    case "curl":
      return run(["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", url], timing);
    case "wget":
      return run(["wget", "-q", "-O", "/dev/null", url], timing);
    case "python":
      return run(["python3", "-c", `import urllib.request; urllib.request.urlopen("${url}", timeout=10)`], timing);
  }
}
