/** Reads a property, or nothing where its value is known only once the resource has been made. */
function read(owner: object, key: string): unknown {
  try {
    return (owner as Readonly<Record<string, unknown>>)[key];
  } catch (error) {
    // The properties that a pack is shown throw on access to these; the class of that error is not exported.
    if ("unknownTypeSentinel" in (error as object)) return undefined;
    throw error;
  }
}

/** A copy of a resource's properties without what is not known yet: a preview must not fail on that. */
export function known(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  if (Array.isArray(value)) return keys.map((key) => known(read(value, key))).filter((entry) => entry !== undefined);
  return Object.fromEntries(
    keys.map((key) => [key, known(read(value, key))]).filter(([, entry]) => entry !== undefined),
  );
}
