import { setTimeout as sleep } from "node:timers/promises";
import type { Container } from "dockerode";
import type { Condition, HealthcheckModel } from "../compose";
import type { Engine } from "./client";
import type { EventStream } from "./events";
import { explainFailure, logTail } from "./explain";
import { judge } from "./state";

/** A service that did not reach what was waited for. The message explains it; it needs no stack trace. */
export class GateError extends Error {
  override readonly name = "GateError";
}

/** What is waited for. */
export interface Gate {
  readonly service: string;
  readonly containerId: string;
  readonly condition: Condition;
  /** Milliseconds; past them the gate fails. */
  readonly timeout: number;
  /** Values that must not appear in the explanation. */
  readonly secrets: readonly string[];
}

// The status changes by itself after start period and retries; this is for an engine that never says.
const slack = 60_000;

/** How long a health check can take until the engine has a verdict, in milliseconds. */
export function verdictTime({ startPeriod, interval, timeout, retries }: HealthcheckModel): number {
  return startPeriod.milliseconds + (interval.milliseconds + timeout.milliseconds) * (retries + 1) + slack;
}

/** When this process began: what ended before that belongs to an earlier deployment. */
const startOfProgram = Date.now() - process.uptime() * 1_000;

async function engineNow(engine: Engine): Promise<number> {
  const { SystemTime } = (await engine.info()) as { SystemTime: string };
  return Date.parse(SystemTime);
}

/** A job that failed in an earlier deployment runs again: what it stumbled over may be mended, outside of the stack. */
async function runFailedJobAgain(container: Container, condition: Condition): Promise<void> {
  if (condition !== "service_completed_successfully") return;
  const { State } = await container.inspect();
  if (State.Status === "exited" && State.ExitCode !== 0 && Date.parse(State.FinishedAt) < startOfProgram)
    await container.start();
}

/**
 * Waits until a container is in a condition: looks, then listens to the engine's events, and looks again at each.
 *
 * @throws GateError at once when it ends, turns unhealthy or takes too long, with probe, log and restarts
 */
export async function awaitCondition(engine: Engine, events: EventStream, gate: Gate): Promise<void> {
  const container = engine.getContainer(gate.containerId);
  const offset = (await engineNow(engine)) - Date.now();
  const since = Date.now() + offset;
  const abort = new AbortController();
  let died = false;
  let wake = (): void => undefined;
  const stop = await events.listen(gate.containerId, ({ action }) => {
    if (action === "die" && gate.condition !== "service_completed_successfully") died = true;
    wake();
  });
  try {
    await runFailedJobAgain(container, gate.condition);
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const info = await container.inspect();
      const now = Date.now() + offset;
      const verdict = judge(gate.condition, { info, now, since, died });
      if (verdict.kind === "met") return;
      const overdue = now - since >= gate.timeout;
      if (verdict.kind === "failed" || overdue) {
        const reason =
          verdict.kind === "failed"
            ? verdict.reason
            : `it did not reach ${gate.condition} within ${gate.timeout / 1_000} s`;
        const log = await logTail(engine, container, info);
        throw new GateError(
          explainFailure(
            { service: gate.service, container: info.Name.replace(/^\//, ""), reason },
            info,
            log,
            gate.secrets,
          ),
        );
      }
      const pause = Math.min(verdict.lookAgainAfter ?? Infinity, gate.timeout - (now - since));
      await Promise.race([woken, sleep(pause, undefined, { signal: abort.signal })]);
    }
  } finally {
    abort.abort();
    stop();
  }
}
