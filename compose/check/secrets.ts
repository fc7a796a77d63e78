import type { StackModel } from "../model/types";
import { secretsOf, variableName } from "../values";
import type { Finding } from "./finding";

/** A secret means one thing wherever it is used. */
export function checkSecrets({ services, secrets }: StackModel): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [service, { environment, secrets: files }] of Object.entries(services)) {
    const used = [...Object.values(environment), ...files.map(({ content }) => content)].flatMap(secretsOf);
    for (const ref of used) {
      if (JSON.stringify(ref) !== JSON.stringify(secrets[ref.name])) {
        findings.push({
          path: `services.${service}.secrets.${ref.name}`,
          fact: "another service describes this secret otherwise",
          fix: "describe it once and share the value",
        });
      }
      if (!/^[a-z][a-zA-Z0-9]*$/.test(ref.name)) {
        findings.push({
          path: `secrets.${ref.name}`,
          fact: "this is not a key of the configuration",
          fix: "name it in camelCase, as in neo4jPassword",
        });
      }
    }
  }
  const names = Object.keys(secrets);
  for (const name of names) {
    const other = names.find((candidate) => candidate !== name && variableName(candidate) === variableName(name));
    if (other !== undefined) {
      findings.push({
        path: `secrets.${name}`,
        fact: `secrets.${other} has the same variable, ${variableName(name)}`,
        fix: "rename one of them",
      });
    }
  }
  return findings;
}
