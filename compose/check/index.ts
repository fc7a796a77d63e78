import type { StackModel } from "../model/types";
import { checkDependencies } from "./dependencies";
import type { Finding } from "./finding";
import { checkHealthchecks } from "./healthchecks";
import { checkMounts } from "./mounts";
import { checkNames } from "./names";
import { checkHostPorts } from "./ports";
import { checkReferences } from "./references";
import { checkSecrets } from "./secrets";

/** Checks of one part, or of parts that stand beside each other. */
const partChecks = [checkNames, checkHostPorts, checkMounts, checkHealthchecks, checkSecrets] as const;
/** Checks of what one service says of another. */
const referenceChecks = [checkDependencies, checkReferences] as const;

/** What a stack must satisfy to make sense, whatever it is deployed to. */
export const checks = [...partChecks, ...referenceChecks] as const;

/** All findings of all checks. */
export function checkModel(model: StackModel): readonly Finding[] {
  return checks.flatMap((check) => check(model));
}

/** Findings that hold although some services could not be read. */
export function checkParts(model: StackModel): readonly Finding[] {
  return partChecks.flatMap((check) => check(model));
}
