import type { StackModel } from "../model/types";
import { findCycle } from "../model/start-order";
import type { Finding } from "./finding";

const lifecycleFix = "depend on a service or a job that this profile starts";

/** Every dependency exists in this profile and can reach the condition that is waited for. */
export function checkDependencies({ services, profile }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [name, { dependsOn }] of Object.entries(services)) {
    for (const [dependency, condition] of Object.entries(dependsOn)) {
      const path = `services.${name}.dependsOn.${dependency}`;
      const target = services[dependency];
      if (target === undefined) {
        findings.push({
          path,
          fact: `profile "${profile}" has no service of this name`,
          fix: "return it from the description, or drop the dependency in this profile",
        });
      } else if (target.lifecycle === "one-off") {
        findings.push({ path, fact: "this service runs only when somebody asks for it", fix: lifecycleFix });
      } else if (condition === "service_healthy" && target.healthcheck === undefined) {
        findings.push({
          path,
          fact: "it waits for healthy, and that service has no health check",
          fix: "add a healthcheck, or wait for started",
        });
      } else if (condition === "service_completed_successfully" && target.lifecycle !== "job") {
        findings.push({
          path,
          fact: "it waits for completion, and that service never ends",
          fix: "make it a job, or wait for healthy",
        });
      }
    }
  }
  const cycle = findCycle(services);
  if (cycle !== undefined) {
    findings.push({
      path: `services.${cycle[0] ?? ""}.dependsOn`,
      fact: `the services wait for each other: ${cycle.join(" → ")}`,
      fix: "remove one of these dependencies",
    });
  }
  return findings;
}
