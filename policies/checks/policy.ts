import type { Finding, ServiceModel, StackModel } from "../../compose";
import type { ContainerProperties } from "./container";

/** What a violation does: stops the deployment, is printed, or is of no interest. */
export type Severity = "mandatory" | "advisory" | "disabled";

/** Where a policy is violated, within the service or the container, and by what. No value of a secret is repeated. */
export type Violation = Pick<Finding, "path" | "fact">;

/** One rule, in two readings: over the description, and over what the provider is given. */
export interface Policy {
  readonly id: string;
  /** What holds, in one sentence. */
  readonly description: string;
  /** Why. */
  readonly rationale: string;
  /** What to do about a violation. */
  readonly fix: string;
  /** `relaxed` holds in dev and test, `strict` in prod and in profiles of the user's own. */
  readonly severity: { readonly relaxed: Severity; readonly strict: "mandatory" };
  /** Absent where a description can't say what the policy forbids. */
  readonly checkService?: (service: ServiceModel, model: StackModel) => readonly Violation[];
  readonly checkContainer: (container: ContainerProperties) => readonly Violation[];
}

const relaxedProfiles: ReadonlySet<string> = new Set(["dev", "test"]);

/** What a violation of a policy does in a profile. A profile that nobody knows is taken seriously. */
export function severityIn(profile: string, { severity }: Pick<Policy, "severity">): Severity {
  return relaxedProfiles.has(profile) ? severity.relaxed : severity.strict;
}
