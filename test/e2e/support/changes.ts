/** How many resources an update has created, updated, replaced, deleted, or left alone. */
export type Changes = Readonly<Record<"created" | "updated" | "replaced" | "deleted" | "unchanged", number>>;

const words = { create: "created", update: "updated", replace: "replaced", delete: "deleted" } as const;

/**
 * Reads the summary at the end of what `pulumi up`, `preview` or `destroy` prints:
 *
 *     Resources:
 *         ~ 1 updated
 *         +-4 replaced
 *         5 changes. 20 unchanged
 */
export function readChanges(output: string): Changes {
  const summary = output.slice(output.lastIndexOf("\nResources:"));
  const count = (word: string): number => Number(new RegExp(`(\\d+) (?:to )?${word}`).exec(summary)?.[1] ?? 0);
  const counted = Object.entries(words).map(([present, past]) => [past, count(past) + count(`${present}\\b`)]);
  return { ...Object.fromEntries(counted), unchanged: count("unchanged") } as Changes;
}

/** No change at all. */
export const nothing: Partial<Changes> = { created: 0, updated: 0, replaced: 0, deleted: 0 };
