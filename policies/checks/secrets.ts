import { labelOf } from "./container";
import type { Policy, Violation } from "./policy";

/** Whether the name promises a secret, as NEO4J_PASSWORD, APIKEY or AWS_ACCESS_KEY_ID do, and API_KEY_FILE does not. */
function promisesSecret(variable: string): boolean {
  if (/_(?:FILE|PATH)$/i.test(variable)) return false;
  return variable.split("_").some((word) => /(?:PASSWORD|TOKEN|SECRET|KEY)$/i.test(word));
}

function plainSecrets(variables: readonly (readonly [name: string, literal: string])[]): readonly Violation[] {
  return variables
    .filter(([name, literal]) => literal !== "" && promisesSecret(name))
    .map(([name]) => ({ path: `environment.${name}`, fact: "the value of a secret is written as plain text" }));
}

/** `NAME=value` → name and value. */
function split(variable: string): readonly [string, string] {
  const at = variable.indexOf("=");
  return at < 0 ? [variable, ""] : [variable.slice(0, at), variable.slice(at + 1)];
}

export const noPlainTextSecrets: Policy = {
  id: "no-plain-text-secrets",
  description: "No variable holds a secret that is written as plain text.",
  rationale: "It would stand in the repository, in Pulumi's state and in every log that prints the description.",
  fix: "name it by secret(…), best as a file under `secrets`",
  severity: { relaxed: "advisory", strict: "mandatory" },
  checkService: ({ environment }) =>
    plainSecrets(
      Object.entries(environment).flatMap(([name, value]) =>
        typeof value === "object" ? [] : [[name, String(value)] as const],
      ),
    ),
  checkContainer: (container) => {
    const encrypted = new Set(labelOf(container, "pulumi-compose.secret-variables")?.split(","));
    return plainSecrets((container.envs ?? []).map(split).filter(([name]) => !encrypted.has(name)));
  },
};
