import type { Policy, Violation } from "./policy";

function unchecked(test: readonly string[] | undefined): readonly Violation[] {
  const checked = test !== undefined && test.length > 0 && test[0] !== "NONE";
  return checked ? [] : [{ path: "healthcheck", fact: "a service that runs on has no health check" }];
}

export const healthCheckPresent: Policy = {
  id: "health-check-present",
  description: "Every service that runs on has a health check.",
  rationale: "Without one a deployment counts as done while the service is still broken, and nobody can wait for it.",
  fix: "add one by run(…) or httpGet(…)",
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkService: ({ lifecycle, healthcheck }) => (lifecycle === "service" ? unchecked(healthcheck?.test) : []),
  // A container that may end by itself is a job.
  checkContainer: ({ mustRun = true, healthcheck }) => (mustRun ? unchecked(healthcheck?.tests) : []),
};
