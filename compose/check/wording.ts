import type { core } from "zod";

// What zod calls the kinds of values, in a reader's words.
const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  nan: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a set of keys and values",
  record: "a set of keys and values",
  function: "a function",
  undefined: "nothing",
};

/** What kind of value somebody gave, without the value: it may be a secret. */
export function kindOf(input: unknown): string {
  if (input === null) return "null";
  if (Array.isArray(input)) return "a list";
  if (Number.isNaN(input)) return "the result of arithmetic that went wrong (NaN)";
  if (typeof input === "object" && "kind" in input) {
    if (input.kind === "secret" || input.kind === "text") return "a secret";
    if (typeof input.kind === "string" && /^[a-z-]{1,20}$/.test(input.kind)) return `a ${input.kind}`;
  }
  return kinds[typeof input] ?? `a ${typeof input}`;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? `"${value}"` : String(value))).join(", ");
}

const wrongKind = (input: unknown, expected: string): string => {
  if (input === undefined) return `is missing; give it ${expected}`;
  if (kindOf(input) === "a secret" && expected === "text")
    return "is a secret where plain text is expected; hand it over in environment or secrets";
  return `is ${kindOf(input)} where ${expected} is expected; give ${expected}`;
};

const sizeWords: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries" };

/** An issue that its schema has no message for, as `fact; fix`. */
export function wordIssue(issue: core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(issue.input, kinds[issue.expected] ?? `a value of the kind ${issue.expected}`);
    case "invalid_value":
      return issue.input === undefined
        ? `is missing; choose one of ${quoted(issue.values)}`
        : `is none of the values known here; choose one of ${quoted(issue.values)}`;
    case "too_small":
      return `is below what is possible here; give at least ${String(issue.minimum)}${sizeWords[issue.origin] ?? ""}`;
    case "too_big":
      return `is above what is possible here; give at most ${String(issue.maximum)}${sizeWords[issue.origin] ?? ""}`;
    case "not_multiple_of":
      return `is not a multiple of ${String(issue.divisor)}; give one`;
    case "invalid_format":
      return `does not have the form of ${issue.format} that is expected here; write it in that form`;
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
    case "custom":
      return "does not fit here; see the documentation of this key";
  }
}
