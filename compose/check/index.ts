import type { StackModel } from "../model/types";
import { checkDependencies } from "./dependencies";
import type { Finding } from "./finding";
import { checkHealthchecks } from "./healthchecks";
import { checkMounts } from "./mounts";
import { checkNames } from "./names";
import { checkHostPorts, checkReferences } from "./ports";
import { checkSecrets } from "./secrets";

/** What a stack must satisfy to make sense, whatever it is deployed to. */
export const checks = [
  checkNames,
  checkDependencies,
  checkHostPorts,
  checkReferences,
  checkMounts,
  checkHealthchecks,
  checkSecrets,
] as const;

/** All findings of all checks. */
export function checkModel(model: StackModel): readonly Finding[] {
  return checks.flatMap((check) => check(model));
}
