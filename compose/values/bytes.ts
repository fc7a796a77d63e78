/** Units of a size, as the Compose Specification spells them; all are powers of 1,024. */
type ByteUnit = "b" | "k" | "kb" | "m" | "mb" | "g" | "gb";

/**
 * An amount of memory or storage with its unit, as in `"512mb"`. A bare number does not compile.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-byte-values
 */
export type ByteText = `${number}${ByteUnit}`;

const kibi = 1_024;
const bytesPerUnit: Readonly<Record<ByteUnit, number>> = {
  b: 1,
  k: kibi,
  kb: kibi,
  m: kibi ** 2,
  mb: kibi ** 2,
  g: kibi ** 3,
  gb: kibi ** 3,
};

/** An immutable, whole number of bytes. */
export class Bytes {
  private constructor(readonly count: number) {}

  /**
   * Reads `"512mb"` or `"1.5gb"`.
   *
   * @throws RangeError that says what the text lacks; it does not repeat the text
   */
  static parse(text: string): Bytes {
    const match = /^(\d+(?:\.\d+)?)(b|kb?|mb?|gb?)$/.exec(text);
    if (match === null) {
      throw new RangeError('this is not a size; write a number with a unit (b, kb, mb, gb), as in "512mb"');
    }
    const count = Math.round(Number(match[1]) * bytesPerUnit[match[2] as ByteUnit]);
    if (!Number.isSafeInteger(count))
      throw new RangeError("this is more than can be counted; give less than 8388608gb");
    return new Bytes(count);
  }

  /** The size in mebibytes, which is what Docker's limits are counted in; rounded up. */
  get inMebibytes(): number {
    return Math.ceil(this.count / bytesPerUnit.mb);
  }

  /** The largest unit that holds the size without a fraction: `"512mb"`. */
  toString(): ByteText {
    for (const unit of ["gb", "mb", "kb"] as const) {
      const size = bytesPerUnit[unit];
      if (this.count >= size && this.count % size === 0) return `${this.count / size}${unit}`;
    }
    return `${this.count}b`;
  }

  toJSON(): ByteText {
    return this.toString();
  }
}
