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
  return [...findings].sort((a, b) => collator.compare(a.path, b.path) || collator.compare(a.fact, b.fact));
}

/** One line: `services.neo4j.ports[0]: host port 7687 is taken by services.graph; choose another`. */
export function formatFinding({ path, fact, fix }: Finding): string {
  return `${path}: ${fact}; ${fix}`;
}

/** A user's mistakes, all at once. Programs print the message; it needs no stack trace. */
export class FindingsError extends Error {
  readonly findings: readonly Finding[];

  constructor(subject: string, findings: readonly Finding[]) {
    const sorted = sortFindings(findings);
    const count = sorted.length === 1 ? "1 finding" : `${String(sorted.length)} findings`;
    super([`${subject}: ${count}`, ...sorted.map((finding) => `  ${formatFinding(finding)}`)].join("\n"));
    this.name = "FindingsError";
    this.findings = sorted;
  }
}

/** Throws what was found, if anything. @throws FindingsError */
export function throwFindings(subject: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new FindingsError(subject, findings);
}
