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
  /** Its exit status then: the engine forgets it at the next start. */
  readonly lastExit?: number;
}

/** A container without a health check counts as started when it has stayed up this long, in milliseconds. */
export const settleTime = 1_000;

const met: Verdict = { kind: "met" };

function failed(reason: string): Verdict {
  return { kind: "failed", reason };
}

function describeExit({ info: { State }, lastExit }: Sight): string {
  const { Running, Restarting, ExitCode, OOMKilled, Error: error } = State;
  if (OOMKilled) return `it was killed because it used more memory than its limit (exit status ${ExitCode})`;
  if (error) return `it could not start: ${error}`;
  if (!Running || Restarting) return `it ended with exit status ${ExitCode}`;
  return lastExit === undefined ? "it ended and was started again" : `it ended with exit status ${lastExit}`;
}

function started(sight: Sight): Verdict {
  const { info, now, died } = sight;
  const { Running, Restarting, StartedAt } = info.State;
  if (died || Restarting || !Running) return failed(describeExit(sight));
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
  if (died || Restarting || !Running) return failed(describeExit(sight));
  if (Health === undefined) return failed("its container has no health check to wait for");
  if (Health.Status === "healthy") return met;
  if (Health.Status !== "unhealthy") return { kind: "pending" };
  const last = Health.Log.at(-1);
  const fresh = last !== undefined && new Date(last.Start).getTime() >= since;
  if (!fresh) return { kind: "pending", lookAgainAfter: settleTime };
  return failed(`its health check failed ${Health.FailingStreak} times in a row`);
}

function completed(sight: Sight): Verdict {
  const { info } = sight;
  const { Running, Restarting, Status, ExitCode, Error: error } = info.State;
  const notYetStarted = Status === "created" && !error;
  if (Running || Restarting || notYetStarted) return { kind: "pending" };
  return ExitCode === 0 ? met : failed(describeExit(sight));
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
