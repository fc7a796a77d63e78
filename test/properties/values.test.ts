import fc from "fast-check";
import "./arbitraries";
import { Bytes, Duration, formatImageRef, parseImageRef } from "../../compose";

const microseconds = fc.oneof(
  fc.integer({ min: 0, max: 7_200_000_000_000_000 }),
  fc.integer({ min: 0, max: 100_000 }),
  fc
    .tuple(fc.nat(90), fc.constantFrom(1_000, 1_000_000, 60_000_000, 3_600_000_000))
    .map(([count, unit]) => count * unit),
);

test("a duration is the same after it was written and read", () => {
  fc.assert(
    fc.property(microseconds, (count) => {
      const duration = Duration.parse(`${count}us`);
      expect(duration.microseconds).toBe(count);
      expect(Duration.parse(duration.toString())).toEqual(duration);
    }),
  );
});

test("the parts of a duration add up", () => {
  const part = fc.tuple(
    fc.nat(10_000),
    fc.constantFrom(["h", 3_600_000] as const, ["m", 60_000] as const, ["s", 1_000] as const),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const text = parts.map(([count, [unit]]) => `${String(count)}${unit}`).join("");
      const sum = parts.reduce((total, [count, [, size]]) => total + count * size, 0);
      expect(Duration.parse(text).milliseconds).toBe(sum);
    }),
  );
});

test("a size is the same after it was written and read", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.maxSafeNat(),
        fc.nat(64).map((count) => count * 1_024 ** 3),
      ),
      (count) => {
        const size = Bytes.parse(`${count}b`);
        expect(size.count).toBe(count);
        expect(Bytes.parse(size.toString())).toEqual(size);
      },
    ),
  );
});

test("a reference to an image is the same after it was taken apart and put together", () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const repository = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("/"));
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,10}$/), { nil: undefined });
  const digest = fc.option(
    fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`),
    { nil: undefined },
  );
  fc.assert(
    fc.property(repository, tag, digest, (name, label, content) => {
      const text = `${name}${label === undefined ? "" : `:${label}`}${content === undefined ? "" : `@${content}`}`;
      const parsed = parseImageRef(text);
      expect(parsed.repository).toBe(name);
      expect(parsed.tag).toBe(label);
      expect(formatImageRef(parsed)).toBe(text);
    }),
  );
});

test("text that is no duration or size is refused, and not repeated", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), (text) => {
      for (const read of [(input: string) => Duration.parse(input), (input: string) => Bytes.parse(input)]) {
        try {
          expect(read(text).toString()).toMatch(/^\d/);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          expect(error.message).not.toContain(text);
        }
      }
    }),
  );
});
