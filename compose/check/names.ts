import type { StackModel } from "../model/types";
import type { Finding } from "./finding";

// Compose's own rules: https://github.com/compose-spec/compose-spec/blob/main/04-version-and-name.md
const projectName = /^[a-z0-9][a-z0-9_-]*$/;
const partName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Names are ones that the engine and DNS take. */
export function checkNames(model: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  if (!projectName.test(model.project)) {
    findings.push({
      path: "project",
      fact: `"${model.project}" is not a project name`,
      fix: "use lower-case letters, digits, - and _, and begin with a letter or digit",
    });
  }
  for (const kind of ["services", "volumes", "networks"] as const) {
    for (const name of Object.keys(model[kind])) {
      if (!partName.test(name))
        findings.push({
          path: `${kind}["${name}"]`,
          fact: "this is not a name",
          fix: "use letters, digits, ., - and _, and begin with a letter or digit",
        });
    }
  }
  return findings;
}
