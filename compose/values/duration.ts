/** Units of a duration, as the Compose Specification spells them. */
type DurationUnit = "us" | "ms" | "s" | "m" | "h";

/**
 * A length of time with its unit, as in `"10s"` or `"1m30s"`.
 *
 * A bare number does not compile: Compose reads one as nanoseconds in one place and as seconds in another.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-durations
 */
export type DurationText = `${number}${DurationUnit}` | `${number}${DurationUnit}${number}${DurationUnit}`;

const microsecondsPerUnit: Readonly<Record<DurationUnit, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};

// An engine counts nanoseconds in 64 bits, which end after 2562047 hours; numbers here are exact for less.
const longestHours = 2_000_000;

const wellFormed = /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/;
const part = /(\d+(?:\.\d+)?)(us|ms|s|m|h)/g;

/** An immutable length of time in whole microseconds, up to 2,000,000 hours. */
export class Duration {
  /** Whole. */
  readonly microseconds: number;

  private constructor(microseconds: number) {
    if (!(microseconds >= 0)) throw new RangeError("this is not a length of time; give zero or more");
    if (microseconds > longestHours * microsecondsPerUnit.h)
      throw new RangeError(`this is longer than an engine can count; give at most "${String(longestHours)}h"`);
    this.microseconds = Math.round(microseconds);
  }

  /**
   * A number of seconds, fractions allowed.
   *
   * @throws RangeError where it is below zero or too long
   */
  static seconds(count: number): Duration {
    return new Duration(count * microsecondsPerUnit.s);
  }

  /**
   * Reads `"10s"`, `"1m30s"` or `"500ms"`.
   *
   * @throws RangeError that says what the text lacks; it does not repeat the text
   */
  static parse(text: string): Duration {
    if (!wellFormed.test(text)) {
      throw new RangeError(
        'this is not a duration; write a number with a unit (us, ms, s, m, h), as in "10s" or "1m30s"',
      );
    }
    let microseconds = 0;
    for (const [, count, unit] of text.matchAll(part)) {
      microseconds += Number(count) * microsecondsPerUnit[unit as DurationUnit];
    }
    return new Duration(microseconds);
  }

  /** The duration in milliseconds, fractions kept. */
  get milliseconds(): number {
    return this.microseconds / 1_000;
  }

  /** The duration in seconds, fractions kept. */
  get inSeconds(): number {
    return this.microseconds / microsecondsPerUnit.s;
  }

  /** The shortest form in Compose's words, from the largest unit down: `"1m30s"`. */
  toString(): DurationText {
    if (this.microseconds === 0) return "0s";
    const parts: string[] = [];
    let rest = this.microseconds;
    for (const unit of ["h", "m", "s", "ms", "us"] as const) {
      const size = microsecondsPerUnit[unit];
      const count = Math.floor(rest / size);
      if (count > 0) parts.push(`${String(count)}${unit}`);
      rest -= count * size;
    }
    return parts.join("") as DurationText;
  }

  toJSON(): DurationText {
    return this.toString();
  }
}
