/** One thing that is wrong with a description, its configuration or the place it is deployed to. */
export interface Finding {
  /** Where: `services.neo4j.ports[0]`. */
  readonly path: string;
  /** What is so. */
  readonly fact: string;
  /** What to do. */
  readonly fix: string;
}

/** Findings in the order in which they are printed: by path, numbers by value, then by fact. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const collator = new Intl.Collator("en", { numeric: true });
  return [...findings].sort(
    (a, b) => collator.compare(a.path, b.path) || collator.compare(a.fact, b.fact) || collator.compare(a.fix, b.fix),
  );
}

/** One line: `services.neo4j.ports[0]: host port 7687 is taken by services.graph; choose another`. */
export function formatFinding({ path, fact, fix }: Finding): string {
  return `${path}: ${fact}; ${fix}`;
}

/** Takes apart a message that was written as `fact; fix`. */
export function splitMessage(message: string): Pick<Finding, "fact" | "fix"> {
  const at = message.indexOf("; ");
  if (at < 0) return { fact: message, fix: "correct it" };
  return { fact: message.slice(0, at), fix: message.slice(at + 2) };
}

/** A user's mistakes, all at once. Programs print the message; it needs no stack trace. */
export class FindingsError extends Error {
  readonly findings: readonly Finding[];

  constructor(subject: string, findings: readonly Finding[], options?: ErrorOptions) {
    // What two services share is found at both.
    const once = new Map(findings.map((finding) => [formatFinding(finding), finding]));
    const sorted = sortFindings([...once.values()]);
    const count = sorted.length === 1 ? "1 finding" : `${String(sorted.length)} findings`;
    super([`${subject}: ${count}`, ...sorted.map((finding) => `  ${formatFinding(finding)}`)].join("\n"), options);
    this.name = "FindingsError";
    this.findings = sorted;
  }
}

/** Throws what was found, if anything. @throws FindingsError */
export function throwFindings(subject: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new FindingsError(subject, findings);
}
