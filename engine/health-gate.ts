import { setTimeout as sleep } from "node:timers/promises";
import type { Container, ContainerInspectInfo } from "dockerode";
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

/** A timer of Node.js counts milliseconds in 31 bits, and one that is set longer rings at once. */
const longestSleep = 2 ** 31 - 1;

/** What the engine answers, with its failures said in terms of the service. */
async function ask<T>({ service }: Gate, question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    const { statusCode, code, message } = error as Error & { statusCode?: number; code?: string };
    if (statusCode === 404)
      throw new GateError(`services.${service}: its container was removed while we waited; run the update again`);
    const reason = statusCode === undefined ? `the engine no longer answers (${code ?? message})` : message;
    throw new GateError(`services.${service}: ${reason}; look after the engine and run the update again`);
  }
}

/** How far the engine's clock is ahead of ours, in milliseconds. */
async function clockOffset(engine: Engine): Promise<number> {
  const { SystemTime } = (await engine.info()) as { SystemTime: string };
  return Date.parse(SystemTime) - Date.now();
}

/** Whether a service has been ending and starting again, and is not well yet. */
function isRestartLoop({ State, RestartCount }: ContainerInspectInfo): boolean {
  const unwell = State.Health !== undefined && State.Health.Status !== "healthy";
  return State.Restarting || (State.Running && RestartCount > 0 && unwell);
}

/**
 * What failed in an earlier deployment gets another try: what it stumbled over may be mended, outside of the container.
 * A job runs again. A service that keeps ending would be met between two starts, or shortly before its next end.
 */
function deservesAnotherTry({ condition }: Gate, info: ContainerInspectInfo, deployedAt: number): boolean {
  const { State, Created } = info;
  if (condition !== "service_completed_successfully") return isRestartLoop(info) && Date.parse(Created) < deployedAt;
  return State.Status === "exited" && State.ExitCode !== 0 && Date.parse(State.FinishedAt) < deployedAt;
}

async function failure(
  engine: Engine,
  container: Container,
  { service, secrets }: Gate,
  info: ContainerInspectInfo,
  reason: string,
): Promise<GateError> {
  const subject = { service, container: info.Name.replace(/^\//, ""), reason };
  return new GateError(explainFailure(subject, info, await logTail(engine, container, info), secrets));
}

/**
 * Waits until a container is in a condition: looks, then listens to the engine's events, and looks again at each.
 *
 * @throws GateError at once when it ends, turns unhealthy or takes too long, with probe, log and restarts
 */
export async function awaitCondition(engine: Engine, events: EventStream, gate: Gate): Promise<void> {
  const container = engine.getContainer(gate.containerId);
  const offset = await ask(gate, clockOffset(engine));
  const since = Date.now() + offset;
  const abort = new AbortController();
  let wake = (): void => undefined;
  let lastExit: number | undefined;
  const listening = events.listen(gate.containerId, (exitStatus) => {
    lastExit = exitStatus ?? lastExit;
    wake();
  });
  const stop = await ask(gate, listening);
  try {
    let firstStart: string | undefined;
    for (let look = 1; ; look++) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const info = await ask(gate, container.inspect());
      if (look === 1 && deservesAnotherTry(gate, info, startOfProgram + offset)) {
        await ask(gate, info.State.Status === "exited" ? container.start() : container.restart());
        continue;
      }
      firstStart ??= info.State.StartedAt;
      const now = Date.now() + offset;
      // Another start is an end in between, even where its event was missed.
      const died = info.State.StartedAt !== firstStart;
      const verdict = judge(gate.condition, { info, now, since, died, ...(lastExit !== undefined && { lastExit }) });
      if (verdict.kind === "met") return;
      if (verdict.kind === "failed") throw await failure(engine, container, gate, info, verdict.reason);
      const left = gate.timeout - (now - since);
      if (left <= 0) {
        const reason = `it did not reach ${gate.condition} within ${gate.timeout / 1_000} s`;
        throw await failure(engine, container, gate, info, reason);
      }
      const pause = Math.min(verdict.lookAgainAfter ?? left, left, longestSleep);
      await Promise.race([woken, sleep(pause, undefined, { signal: abort.signal })]);
    }
  } finally {
    abort.abort();
    stop();
  }
}
