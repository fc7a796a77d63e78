import type { Condition, ServiceModel } from "../compose";
import { awaitCondition, EventStream, GateError, verdictTime, type Engine } from "../engine";
import { userError } from "./user-error";

/** Waits for services on behalf of a stack. */
export interface Gatekeeper {
  /** Resolves when the container is in the condition; throws what the user is to see when it won't be. */
  pass(service: ServiceModel, condition: Condition, containerId: string, secrets: readonly string[]): Promise<void>;
}

/** A job may take its time; this is for one that hangs. */
const jobTimeout = 3_600_000;
const startTimeout = 60_000;

function timeoutOf({ healthcheck }: ServiceModel, condition: Condition): number {
  if (condition === "service_completed_successfully") return jobTimeout;
  return condition === "service_healthy" && healthcheck !== undefined ? verdictTime(healthcheck) : startTimeout;
}

/** Waits by the events of an engine. A preview has nothing to wait for. */
export function gatekeeper(engine: Engine): Gatekeeper {
  const events = new EventStream(engine);
  return {
    async pass(service, condition, containerId, secrets) {
      // A job that was started may have ended by now, today or in an earlier deployment; both are fine.
      if (service.lifecycle === "job" && condition === "service_started") return;
      try {
        const timeout = timeoutOf(service, condition);
        await awaitCondition(engine, events, { service: service.name, containerId, condition, timeout, secrets });
      } catch (error) {
        throw error instanceof GateError ? userError(error.message) : error;
      }
    },
  };
}

/** What a service has to reach for the deployment to count as done. */
export function goalOf({ lifecycle, healthcheck }: ServiceModel): Condition {
  if (lifecycle === "job") return "service_completed_successfully";
  return healthcheck === undefined ? "service_started" : "service_healthy";
}
