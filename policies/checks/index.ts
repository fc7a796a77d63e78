import type { Finding, StackModel } from "../../compose";
import { healthCheckPresent } from "./health";
import { imagesPinned } from "./images";
import { noBindMounts, noDockerSocket } from "./mounts";
import { severityIn, type Policy, type Severity } from "./policy";
import { portsOnLoopback } from "./ports";
import { noHostNetwork, noPrivilegedContainers } from "./privileges";
import { noPlainTextSecrets } from "./secrets";

export { severityIn, type Policy, type Severity, type Violation } from "./policy";
export type { ContainerProperties } from "./container";

/** Every policy, by id. */
export const policies: readonly Policy[] = [
  healthCheckPresent,
  imagesPinned,
  noBindMounts,
  noDockerSocket,
  noHostNetwork,
  noPlainTextSecrets,
  noPrivilegedContainers,
  portsOnLoopback,
];

/** A violation in a description: what is wrong, by which policy, and whether it stops a deployment. */
export interface PolicyFinding extends Finding {
  readonly policy: string;
  readonly severity: Exclude<Severity, "disabled">;
}

/** Everything in a model that violates a policy of its profile. */
export function checkPolicies(model: StackModel): readonly PolicyFinding[] {
  return policies.flatMap((policy) => {
    const severity = severityIn(model.profile, policy);
    if (severity === "disabled") return [];
    return Object.values(model.services).flatMap((service) =>
      (policy.checkService?.(service, model) ?? []).map(({ path, fact }) => ({
        path: `services.${service.name}.${path}`,
        fact,
        fix: policy.fix,
        policy: policy.id,
        severity,
      })),
    );
  });
}
