/**
 * A record in the order of its names. It has no prototype, or a service that somebody calls `constructor` would be
 * found in every stack.
 */
export function byName<T>(items: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const sorted = [...items].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(sorted));
}

/** Makes a value immutable to its last leaf. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
