import type { StackModel } from "../model/types";
import type { Finding } from "./finding";

/** A start interval counts only within a start period. */
export function checkHealthchecks({ services }: StackModel): readonly Finding[] {
  return Object.entries(services).flatMap(([service, { healthcheck }]) => {
    if (healthcheck?.startInterval === undefined || healthcheck.startPeriod.milliseconds > 0) return [];
    return [
      {
        path: `services.${service}.healthcheck.startInterval`,
        fact: "it has no effect without a start period",
        fix: "set startPeriod to the longest time that a healthy start takes",
      },
    ];
  });
}
