import { closest, distance } from "fastest-levenshtein";
import type { core } from "zod";
import { splitMessage, type Finding } from "./finding";

/** `["services", "web", "ports", 0]` → `services.web.ports[0]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${String(key)}]`;
    const name = String(key);
    if (!/^[\w-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
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
    // Further apart than half of its letters, the nearest key is only a distraction.
    const meant = near !== undefined && distance(key, near) * 2 <= key.length ? `did you mean "${near}"? ` : "";
    const fix = near === undefined ? "remove it" : `${meant}Known are ${known.join(", ")}`;
    return { path: formatPath([...at, key]), fact: "is not known here", fix };
  });
}

/** The issue inside another: of a key of a record, or of the branch of a union that the value came closest to. */
function innerIssues(issue: core.$ZodIssue): readonly core.$ZodIssue[] {
  if (issue.code === "invalid_key") return issue.issues;
  if (issue.code !== "invalid_union") return [];
  const deepest = (branch: readonly core.$ZodIssue[]): number => Math.max(0, ...branch.map(({ path }) => path.length));
  const byDepth = [...issue.errors].sort((a, b) => deepest(b) - deepest(a));
  return byDepth[0] !== undefined && deepest(byDepth[0]) > 0 ? byDepth[0] : [];
}

/**
 * Zod's issues in the project's form. Schemas write their own messages as `fact; fix`, and `wordIssue` words the
 * rest. Values are not repeated, since one of them may be a secret.
 *
 * @param at where the value stands that was read
 * @param known keys that the object at a path within that value takes, for suggestions
 */
export function toFindings(
  error: { readonly issues: readonly core.$ZodIssue[] },
  at: readonly PropertyKey[],
  known: (path: readonly PropertyKey[]) => readonly string[] = () => [],
): readonly Finding[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code === "unrecognized_keys") return unknownKeys(issue, path, known(issue.path));
    const inner = innerIssues(issue);
    if (inner.length > 0) {
      const issues = inner.map((nested) => ({ ...nested, path: [...issue.path, ...nested.path] }));
      return toFindings({ issues }, at, known);
    }
    // A handle of another kind is wrong as a whole, not in its `kind`.
    const whole = issue.code === "invalid_union" && issue.discriminator !== undefined ? path.slice(0, -1) : path;
    return [{ path: formatPath(whole), ...splitMessage(issue.message) }];
  });
}
