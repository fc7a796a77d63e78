import { judge, settleTime, type Sight } from "../../../engine/state";
import { exited, health, state } from "./support/fake-container";

const now = Date.parse("2026-01-01T00:10:00.000Z");

function sight(info: Sight["info"]["State"], changes: Partial<Sight> = {}): Sight {
  return { info: { State: info, RestartCount: 0 }, now, since: now - 60_000, died: false, ...changes };
}

/** A probe that began before we looked, or after. */
const before = new Date(now - 120_000).toISOString();
const after = new Date(now - 30_000).toISOString();

const failures: readonly [string, ReturnType<typeof state>, string][] = [
  ["ended", exited(3), "it ended with exit status 3"],
  [
    "ran out of memory",
    exited(137, { OOMKilled: true }),
    "it was killed because it used more memory than its limit (exit status 137)",
  ],
  ["could not start", exited(128, { Error: "no such file" }), "it could not start: no such file"],
  ["is being restarted", state({ Restarting: true, ExitCode: 1 }), "it ended with exit status 1"],
];

describe.each(["service_started", "service_healthy"] as const)("%s", (condition) => {
  test.each(failures)("fails for a container that %s", (_what, info, reason) => {
    expect(judge(condition, sight(info))).toEqual({ kind: "failed", reason });
  });

  test("fails for a container that ended while we waited, even if it runs again", () => {
    const info = state({ Health: health("healthy") });
    const judged = (changes: Partial<Sight>) => judge(condition, sight(info, { died: true, ...changes }));
    expect(judged({ lastExit: 2 })).toEqual({ kind: "failed", reason: "it ended with exit status 2" });
    expect(judged({})).toEqual({ kind: "failed", reason: "it ended and was started again" });
  });
});

describe("service_started", () => {
  test("is met once the container has stayed up for the settling time", () => {
    const StartedAt = new Date(now - settleTime).toISOString();
    expect(judge("service_started", sight(state({ StartedAt })))).toEqual({ kind: "met" });
  });

  test("is pending before, and asks for a look when the time is over", () => {
    const StartedAt = new Date(now - 400).toISOString();
    expect(judge("service_started", sight(state({ StartedAt })))).toEqual({ kind: "pending", lookAgainAfter: 600 });
  });
});

describe("service_healthy", () => {
  test("is met by the status healthy", () => {
    expect(judge("service_healthy", sight(state({ Health: health("healthy") })))).toEqual({ kind: "met" });
  });

  test("is pending while the engine has no verdict; an event will tell", () => {
    expect(judge("service_healthy", sight(state({ Health: health("starting") })))).toEqual({ kind: "pending" });
  });

  test("fails for unhealthy by a probe that began after we did", () => {
    const Health = health("unhealthy", { Start: after }, 5);
    expect(judge("service_healthy", sight(state({ Health })))).toEqual({
      kind: "failed",
      reason: "its health check failed 5 times in a row",
    });
  });

  test("is pending for unhealthy from before, which may be about to recover", () => {
    const pending = { kind: "pending", lookAgainAfter: settleTime };
    expect(judge("service_healthy", sight(state({ Health: health("unhealthy", { Start: before }) })))).toEqual(pending);
    const unprobed = { Status: "unhealthy", FailingStreak: 3, Log: [] };
    expect(judge("service_healthy", sight(state({ Health: unprobed })))).toEqual(pending);
  });

  test("fails for a container that has no health check", () => {
    const reason = "its container has no health check to wait for";
    expect(judge("service_healthy", sight(state()))).toEqual({ kind: "failed", reason });
  });
});

describe("service_completed_successfully", () => {
  const condition = "service_completed_successfully";

  test.each([
    ["runs", state()],
    ["is being restarted", state({ Running: false, Restarting: true, Status: "restarting", ExitCode: 1 })],
    ["is about to start", state({ Running: false, Status: "created" })],
  ])("is pending while the container %s", (_what, info) => {
    expect(judge(condition, sight(info))).toEqual({ kind: "pending" });
  });

  test("is met by status 0", () => {
    expect(judge(condition, sight(exited(0)))).toEqual({ kind: "met" });
  });

  test.each([
    ["ended with another status", exited(4), "it ended with exit status 4"],
    [
      "could not start",
      state({ Running: false, Status: "created", ExitCode: 128, Error: "no such file" }),
      "it could not start: no such file",
    ],
  ])("fails for a container that %s", (_what, info, reason) => {
    expect(judge(condition, sight(info))).toEqual({ kind: "failed", reason });
  });
});
