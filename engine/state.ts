import type { ContainerInspectInfo } from "dockerode";
import type { Condition } from "../compose";

/** What a look at a container says about a condition. */
export type Verdict =
  | { readonly kind: "met" }
  /** Not yet. `lookAgainAfter` (milliseconds) where no event will tell. */
  | { readonly kind: "pending"; readonly lookAgainAfter?: number }
  | { readonly kind: "failed"; readonly reason: string };

/** What is looked at: the container, since when we wait, and whether it has ended since. */
export interface Sight {
  readonly info: Pick<ContainerInspectInfo, "State" | "RestartCount">;
  /** Milliseconds since the epoch, by the engine's clock. */
  readonly now: number;
  /** When the waiting began. */
  readonly since: number;
  /** Whether the container ended while we waited, even if it runs again. */
  readonly died: boolean;
}

/** A container without a health check counts as started when it has stayed up this long, in milliseconds. */
export const settleTime = 1_000;

const met: Verdict = { kind: "met" };

function failed(reason: string): Verdict {
  return { kind: "failed", reason };
}

function describeExit({ ExitCode, OOMKilled, Error: error }: ContainerInspectInfo["State"]): string {
  if (OOMKilled) return `it was killed because it used more memory than its limit (exit status ${ExitCode})`;
  if (error) return `it could not start: ${error}`;
  return `it ended with exit status ${ExitCode}`;
}

function started({ info, now, died }: Sight): Verdict {
  const { Running, Restarting, StartedAt } = info.State;
  if (died || Restarting || !Running) return failed(describeExit(info.State));
  const age = now - Date.parse(StartedAt);
  return age >= settleTime ? met : { kind: "pending", lookAgainAfter: settleTime - age };
}

/**
 * `unhealthy` from before counts only once a probe that began after we did has failed too: what the service was
 * waiting for may have just come back.
 */
function healthy(sight: Sight): Verdict {
  const { info, died, since } = sight;
  const { Running, Restarting, Health } = info.State;
  if (died || Restarting || !Running) return failed(describeExit(info.State));
  if (Health === undefined) return failed("its container has no health check to wait for");
  if (Health.Status === "healthy") return met;
  if (Health.Status !== "unhealthy") return { kind: "pending" };
  const last = Health.Log.at(-1);
  const fresh = last !== undefined && new Date(last.Start).getTime() >= since;
  if (!fresh) return { kind: "pending", lookAgainAfter: settleTime };
  return failed(`its health check failed ${Health.FailingStreak} times in a row`);
}

function completed({ info }: Sight): Verdict {
  const { Running, Restarting, Status, ExitCode, Error: error } = info.State;
  const notYetStarted = Status === "created" && !error;
  if (Running || Restarting || notYetStarted) return { kind: "pending" };
  return ExitCode === 0 ? met : failed(describeExit(info.State));
}

/** Whether a container has reached a condition, may still, or never will. */
export function judge(condition: Condition, sight: Sight): Verdict {
  switch (condition) {
    case "service_started":
      return started(sight);
    case "service_healthy":
      return healthy(sight);
    case "service_completed_successfully":
      return completed(sight);
  }
}
