import { Bytes, Duration, isPort, parseImageRef, port } from "../../../../compose";

test.each([
  ["10s", 10_000, "10s"],
  ["1m30s", 90_000, "1m30s"],
  ["90s", 90_000, "1m30s"],
  ["1.5s", 1_500, "1s500ms"],
  ["500us", 0.5, "500us"],
  ["0.1us", 0, "0s"],
  ["0s", 0, "0s"],
  ["2h45m", 9_900_000, "2h45m"],
])("the duration %s has %d milliseconds and is written %s", (text, milliseconds, written) => {
  const duration = Duration.parse(text);
  expect(duration.milliseconds).toBe(milliseconds);
  expect(duration.inSeconds).toBe(milliseconds / 1_000);
  expect(duration.toString()).toBe(written);
  expect(JSON.stringify(duration)).toBe(`"${written}"`);
});

test.each(["", "10", "s", "-1s", "1d", "1e3s", "10 s", " 10s", "1s,", "1.s"])("%j is no duration", (text) => {
  expect(() => Duration.parse(text)).toThrow("this is not a duration; write a number with a unit");
});

test("a duration is no longer than an engine can count", () => {
  expect(Duration.parse("2000000h").toString()).toBe("2000000h");
  expect(() => Duration.parse("2000001h")).toThrow("this is longer than an engine can count");
  expect(() => Duration.parse(`${"9".repeat(400)}h`)).toThrow("this is longer than an engine can count");
});

test("seconds make a duration, unless they are none", () => {
  expect(Duration.seconds(90)).toEqual(Duration.parse("1m30s"));
  expect(Duration.seconds(1)).not.toEqual(Duration.parse("2s"));
  expect(() => Duration.seconds(-1)).toThrow("this is not a length of time; give zero or more");
  expect(() => Duration.seconds(Number.NaN)).toThrow(RangeError);
});

test.each([
  ["512mb", 512 * 1_024 ** 2, "512mb"],
  ["1.5gb", 1.5 * 1_024 ** 3, "1536mb"],
  ["1024k", 1_024 ** 2, "1mb"],
  ["1000b", 1_000, "1000b"],
  ["2g", 2 * 1_024 ** 3, "2gb"],
  ["0b", 0, "0b"],
])("the size %s has %d bytes and is written %s", (text, count, written) => {
  expect(Bytes.parse(text).count).toBe(count);
  expect(Bytes.parse(text).toString()).toBe(written);
  expect(JSON.stringify(Bytes.parse(text))).toBe(`"${written}"`);
});

test("mebibytes are rounded up, so that a limit is never tighter than it was written", () => {
  expect(Bytes.parse("1b").inMebibytes).toBe(1);
  expect(Bytes.parse("6mb").inMebibytes).toBe(6);
});

test.each(["", "512", "mb", "-1mb", "1tb", "1e3mb", "5 mb"])("%j is no size", (text) => {
  expect(() => Bytes.parse(text)).toThrow("this is not a size; write a number with a unit");
});

test("a size is no more than can be counted", () => {
  expect(() => Bytes.parse("8388608gb")).toThrow("this is more than can be counted");
  expect(Bytes.parse("8388607gb").toString()).toBe("8388607gb");
});

test.each([1, 80, 65_535])("%d is a port", (number) => {
  expect(isPort(number)).toBe(true);
  expect(port(number)).toBe(number);
});

test.each([0, -1, 65_536, 80.5, Number.NaN, Number.POSITIVE_INFINITY])("%d is no port", (number) => {
  expect(isPort(number)).toBe(false);
  expect(() => port(number)).toThrow("this is not a port; choose a whole number from 1 to 65535");
});

const digest = `sha256:${"0f".repeat(32)}`;

test.each([
  ["neo4j", { repository: "neo4j" }],
  ["neo4j:5.26", { repository: "neo4j", tag: "5.26" }],
  [`neo4j:5@${digest}`, { repository: "neo4j", tag: "5", digest }],
  ["ghcr.io/acme/api:1", { repository: "ghcr.io/acme/api", tag: "1" }],
  ["localhost:5000/api", { repository: "localhost:5000/api" }],
])("%s is a reference to an image", (text, parts) => {
  expect(parseImageRef(text)).toEqual(parts);
});

test.each(["", "Neo4j", "neo4j:", "neo4j@sha256:12", "https://x/y", "a b", `x@md5:${"0".repeat(64)}`])(
  "%j is no reference to an image, and is not repeated",
  (text) => {
    expect(() => parseImageRef(text)).toThrow(/^this is not an image reference; write it as name:tag/);
  },
);
