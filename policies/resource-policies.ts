import type { ResourceValidationPolicy } from "@pulumi/policy";
import { severityIn, type ContainerProperties, type Policy, type Severity } from "./checks";
import { labelOf } from "./checks/container";
import { known } from "./known";

const containerType = "docker:index/container:Container";

/** The profile of a container: our label says it; another's is taken by the name of its stack. */
function profileOf(container: ContainerProperties, urn: string): string {
  // A sample: urn:pulumi:prod::shop::docker:index/container:Container::web
  return labelOf(container, "pulumi-compose.profile") ?? urn.replace(/^urn:pulumi:/, "").split("::")[0] ?? "";
}

function inOneSeverity(
  policy: Policy,
  name: string,
  enforcementLevel: Exclude<Severity, "disabled">,
): ResourceValidationPolicy {
  return {
    name,
    description: policy.description,
    enforcementLevel,
    remediationSteps: policy.fix,
    validateResource: ({ type, props, urn }, report) => {
      if (type !== containerType) return;
      const container = known(props) as ContainerProperties;
      if (severityIn(profileOf(container, urn), policy) !== enforcementLevel) return;
      for (const { path, fact } of policy.checkContainer(container)) report(`${path}: ${fact}; ${policy.fix}`);
    },
  };
}

/** A policy as Pulumi takes it: twice, for Pulumi's own severity does not depend on the resource. */
export function toResourcePolicies(policy: Policy): readonly ResourceValidationPolicy[] {
  return [
    inOneSeverity(policy, policy.id, "mandatory"),
    ...(policy.severity.relaxed === "advisory" ? [inOneSeverity(policy, `${policy.id}-advice`, "advisory")] : []),
  ];
}
