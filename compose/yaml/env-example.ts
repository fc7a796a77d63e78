import type { StackModel } from "../model/types";
import { variableName, type SecretRef } from "../values";

function rules({ minLength, forbidden }: SecretRef): string {
  const parts = [
    ...(minLength > 1 ? [`at least ${String(minLength)} characters`] : []),
    ...(forbidden === "" ? [] : [`without any of ${forbidden}`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** Renders the variables that the Compose file reads, empty, with what each is for. */
export function toEnvExample({ name, secrets }: StackModel): string {
  const header = `# Variables of ${name}'s Compose file: copy to .env, fill in, and keep that file out of version control.`;
  const variables = Object.values(secrets).map((ref) => {
    const about = `${ref.description}${rules(ref)}`.replace(/\s+/g, " ").trim();
    return `${about === "" ? "" : `# ${about}\n`}${variableName(ref.name)}=\n`;
  });
  return [`${header}\n`, ...variables].join("\n");
}
