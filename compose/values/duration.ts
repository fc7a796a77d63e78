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

const millisecondsPerUnit: Readonly<Record<DurationUnit, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const wellFormed = /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/;
const part = /(\d+(?:\.\d+)?)(us|ms|s|m|h)/g;

/** An immutable length of time, no shorter than a microsecond. */
export class Duration {
  private constructor(readonly milliseconds: number) {}

  /** A number of seconds, fractions allowed. */
  static seconds(count: number): Duration {
    return new Duration(count * 1_000);
  }

  /**
   * Reads `"10s"`, `"1m30s"` or `"500ms"`.
   *
   * @throws RangeError that says what the text lacks
   */
  static parse(text: string): Duration {
    if (!wellFormed.test(text)) {
      throw new RangeError(
        `"${text}" is not a duration; write a number with a unit (us, ms, s, m, h), as in "10s" or "1m30s"`,
      );
    }
    let milliseconds = 0;
    for (const [, count, unit] of text.matchAll(part)) {
      milliseconds += Number(count) * millisecondsPerUnit[unit as DurationUnit];
    }
    return new Duration(milliseconds);
  }

  /** The duration in seconds, fractions kept. */
  get inSeconds(): number {
    return this.milliseconds / 1_000;
  }

  /** The shortest form in Compose's words, from the largest unit down: `"1m30s"`. */
  toString(): DurationText {
    if (this.milliseconds === 0) return "0s";
    const parts: string[] = [];
    let rest = Math.round(this.milliseconds * 1_000);
    for (const unit of ["h", "m", "s", "ms", "us"] as const) {
      const size = millisecondsPerUnit[unit] * 1_000;
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
