import { closest } from "fastest-levenshtein";
import type { core } from "zod";
import type { Finding } from "./finding";

/** `["services", "web", "ports", 0]` → `services.web.ports[0]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${String(key)}]`;
    const name = String(key);
    if (!/^[\w-]+$/.test(name)) return `${text}["${name}"]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

function unknownKeys(
  issue: core.$ZodIssueUnrecognizedKeys,
  at: readonly PropertyKey[],
  known: readonly string[],
): readonly Finding[] {
  return issue.keys.map((key) => {
    const near = known.length === 0 ? undefined : closest(key, known);
    const fix = near === undefined ? "remove it" : `did you mean "${near}"? Known are ${known.join(", ")}`;
    return { path: formatPath([...at, key]), fact: "is not known here", fix };
  });
}

function fixFor(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `give it a value of type ${issue.expected}`;
    case "invalid_value":
      return `choose one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    default:
      return "correct the value";
  }
}

/**
 * Zod's issues in the project's form. Schemas write their own messages as `fact; fix`; for the rest both are
 * made here. Values are not repeated, since one of them may be a secret.
 *
 * @param known keys that the object at a path takes, for suggestions
 */
export function toFindings(
  error: { readonly issues: readonly core.$ZodIssue[] },
  at: readonly PropertyKey[],
  known: (path: readonly PropertyKey[]) => readonly string[] = () => [],
): readonly Finding[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code === "unrecognized_keys") return unknownKeys(issue, path, known(issue.path));
    if (issue.code === "invalid_union" && issue.errors[0] !== undefined) {
      const [first] = issue.errors[0];
      if (first !== undefined)
        return toFindings({ issues: [{ ...first, path: [...issue.path, ...first.path] }] }, at, known);
    }
    const [fact = issue.message, fix = fixFor(issue)] = issue.message.split("; ", 2);
    return [{ path: formatPath(path), fact: fact.replace(/^Invalid input: /, ""), fix }];
  });
}
