import type { HealthcheckModel } from "../../../compose";
import { Duration } from "../../../compose";
import { awaitCondition, EventStream, GateError, verdictTime, type Gate } from "../../../engine";
import { exited, FakeContainer, frame, health, state } from "./support/fake-container";
import { FakeEngine, refuse } from "./support/fake-engine";

let fake: FakeEngine;
let events: EventStream;

beforeEach(async () => {
  fake = await FakeEngine.start();
  events = new EventStream(fake.client());
});
afterEach(() => fake.stop());

/** A container that was started just now, as after an update. */
function fresh(id: string, changes = {}): FakeContainer {
  return fake.add(new FakeContainer(id, state({ StartedAt: new Date().toISOString(), ...changes })));
}

function wait(container: FakeContainer, changes: Partial<Gate> = {}): Promise<void> {
  const gate = {
    service: "web",
    containerId: container.id,
    condition: "service_healthy",
    timeout: 60_000,
    secrets: [],
  } as const;
  return awaitCondition(fake.client(), events, { ...gate, ...changes });
}

/** The message of a gate that stays shut. */
async function refusal(waiting: Promise<void>): Promise<string> {
  const error: unknown = await waiting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GateError);
  return (error as GateError).message;
}

/** Resolves after the gate has looked at the container for the first time. */
async function looked(container: FakeContainer): Promise<void> {
  while (!fake.routes.includes(`GET /containers/${container.id}/json`))
    await new Promise((resolve) => setImmediate(resolve));
}

test("a service that is healthy already is let pass", async () => {
  await wait(fresh("web", { Health: health("healthy") }));
  expect(fake.openEventStreams).toBeLessThanOrEqual(1);
});

test("a service that turns healthy later is let pass at that event", async () => {
  const web = fresh("web", { Health: health("starting") });
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "health_status: healthy", { Health: health("healthy") });
  await waiting;
});

test("a service that ends is refused at once, with its status and the end of its log", async () => {
  const web = fresh("web", { Health: health("starting") });
  web.log = Buffer.concat([frame("stdout", "reading the settings\n"), frame("stderr", "no such file: shop.yaml\n")]);
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "die", exited(3, { Health: health("starting", { ExitCode: 7, Output: "connection refused" }) }));
  expect(await refusal(waiting)).toBe(
    [
      "services.web: it ended with exit status 3; mend the service and run the update again",
      "    container: shop-dev-web-1, exited, restarted 0 times",
      "    last probe: exit status 7",
      "      connection refused",
      "    last lines of the log:",
      "      reading the settings",
      "      no such file: shop.yaml",
    ].join("\n"),
  );
});

test("a service that the engine keeps restarting is refused, even if it runs whenever we look", async () => {
  const web = fresh("web", { Health: health("starting") });
  const waiting = wait(web);
  await looked(web);
  web.restartCount = 1;
  // The engine tells the status by the event alone: the state is that of the next start.
  web.state = state({ StartedAt: new Date(Date.now() + 10).toISOString(), Health: health("starting") });
  const actor = { ID: web.id, Attributes: { exitCode: "1" } };
  fake.sendLine(JSON.stringify({ Type: "container", Action: "die", Actor: actor }));
  fake.happen(web, "start", { StartedAt: new Date(Date.now() + 10).toISOString() });
  expect(await refusal(waiting)).toMatch(/it ended with exit status 1; [^]*, restarted 1 times/);
});

test("a service that kept ending since an earlier deployment is started afresh, and may do better", async () => {
  const web = fresh("web", { Status: "restarting", Restarting: true, ExitCode: 1 });
  web.created = "2026-01-01T00:00:00.000Z";
  web.onStart = () => {
    web.state = state({ StartedAt: new Date().toISOString(), Health: health("healthy") });
  };
  await wait(web);
  expect(fake.routes).toContain("POST /containers/web/restart");
});

test("a service that has come through its restarts since an earlier deployment is left alone", async () => {
  const web = fresh("web", { Health: health("healthy") });
  web.created = "2026-01-01T00:00:00.000Z";
  web.restartCount = 3;
  await wait(web);
  expect(fake.routes).not.toContain("POST /containers/web/restart");
});

test("a service that ran out of memory is refused with that reason", async () => {
  const web = fresh("web", { Health: health("starting") });
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "oom", exited(137, { OOMKilled: true }));
  expect(await refusal(waiting)).toContain(
    "it was killed because it used more memory than its limit (exit status 137)",
  );
});

test("a service that turns unhealthy is refused with what its probe has said", async () => {
  const web = fresh("web", { Health: health("starting") });
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "health_status: unhealthy", { Health: health("unhealthy", { ExitCode: 22, Output: "503\n" }, 3) });
  const message = await refusal(waiting);
  expect(message).toContain("its health check failed 3 times in a row");
  expect(message).toContain("    last probe: exit status 22\n      503");
  expect(message).toContain("    log: empty");
});

test("a service that was unhealthy before we came may recover", async () => {
  const before = new Date(Date.now() - 3_600_000).toISOString();
  const web = fresh("web", { Health: health("unhealthy", { Start: before }) });
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "health_status: healthy", { Health: health("healthy") });
  await waiting;
});

test("a service that was unhealthy before we came is refused once another probe has failed", async () => {
  const before = new Date(Date.now() - 3_600_000).toISOString();
  const web = fresh("web", { Health: health("unhealthy", { Start: before }) });
  const waiting = wait(web);
  await looked(web);
  fake.happen(web, "exec_die", {
    Health: health("unhealthy", { Start: new Date(Date.now() + 1_000).toISOString() }, 9),
  });
  expect(await refusal(waiting)).toContain("its health check failed 9 times in a row");
});

test("a service that takes too long is refused with what was waited for, and for how long", async () => {
  const web = fresh("web", { Health: health("starting") });
  expect(await refusal(wait(web, { timeout: 50 }))).toContain("it did not reach service_healthy within 0.05 s");
});

test("time is counted by the engine's clock, whatever ours says", async () => {
  fake.clockOffset = -3_600_000;
  const Start = new Date(Date.now() - 3_600_000 + 1_000).toISOString();
  const web = fresh("web", { Health: health("unhealthy", { Start }) });
  expect(await refusal(wait(web))).toContain("its health check failed");
});

test("a service without a health check is let pass once it has stayed up", async () => {
  await wait(fake.add(new FakeContainer("web")), { condition: "service_started" });
  const young = fresh("young");
  await wait(young, { condition: "service_started" });
  expect(fake.routes.filter((route) => route === "GET /containers/young/json").length).toBeGreaterThan(1);
});

describe("a job", () => {
  const condition = "service_completed_successfully";

  test("is let pass when it has ended well", async () => {
    const job = fresh("job");
    const waiting = wait(job, { condition });
    await looked(job);
    fake.happen(job, "die", exited(0));
    await waiting;
  });

  test("that failed in an earlier deployment is started again", async () => {
    const job = fake.add(new FakeContainer("job", exited(1, { FinishedAt: "2026-01-01T00:00:00Z" })));
    job.onStart = () => {
      job.state = exited(0);
    };
    await wait(job, { condition });
    expect(fake.routes).toContain("POST /containers/job/start");
  });

  test("that failed in this deployment is not started again", async () => {
    const job = fake.add(new FakeContainer("job", exited(1)));
    expect(await refusal(wait(job, { condition }))).toContain("it ended with exit status 1");
    expect(fake.routes).not.toContain("POST /containers/job/start");
  });

  test("that ended well in an earlier deployment is not started again", async () => {
    const job = fake.add(new FakeContainer("job", exited(0, { FinishedAt: "2026-01-01T00:00:00Z" })));
    await wait(job, { condition });
    expect(fake.routes).not.toContain("POST /containers/job/start");
  });
});

describe("a stream of events that breaks off", () => {
  test("is opened again, and what was missed is seen", async () => {
    const web = fresh("web", { Health: health("starting") });
    const waiting = wait(web);
    await looked(web);
    const reopened = fake.nextEventStream();
    fake.breakOffEvents();
    web.state.Health = health("healthy");
    await reopened;
    await waiting;
  });

  test("does not hide that the service ended and was restarted meanwhile", async () => {
    const web = fresh("web", { Health: health("starting") });
    const waiting = wait(web);
    await looked(web);
    fake.breakOffEvents();
    web.state.StartedAt = new Date(Date.now() + 10).toISOString();
    web.state.Health = health("healthy");
    expect(await refusal(waiting)).toContain("it ended and was started again");
  });

  test("brings later events again", async () => {
    const web = fresh("web", { Health: health("starting") });
    const waiting = wait(web);
    await looked(web);
    const reopened = fake.nextEventStream();
    fake.breakOffEvents();
    await reopened;
    fake.sendLine("no event at all");
    fake.happen(web, "health_status: healthy", { Health: health("healthy") });
    await waiting;
  });

  test("and an engine that is gone with it refuse the service, with that reason", async () => {
    const web = fresh("web", { Health: health("starting") });
    const waiting = wait(web);
    await looked(web);
    await fake.stop();
    expect(await refusal(waiting)).toMatch(
      /^services\.web: the engine no longer answers \(E\w+\); look after the engine and run the update again$/,
    );
  });
});

test("a container that is removed while we wait is said to be", async () => {
  const web = fresh("web", { Health: health("starting") });
  const waiting = wait(web);
  await looked(web);
  fake.containers.delete("web");
  fake.happen(web, "die");
  expect(await refusal(waiting)).toBe("services.web: its container was removed while we waited; run the update again");
});

test("a log that can't be read does not hide the reason", async () => {
  const web = fresh("web", exited(1));
  fake.answers.set("GET /containers/web/logs", refuse(501, "configured logging driver does not support reading"));
  expect(await refusal(wait(web))).toMatch(/it ended with exit status 1[^]*can't be read[^]*does not support reading/);
});

test("several services share one stream of events, which is closed after the last", async () => {
  const [web, api] = [fresh("web", { Health: health("starting") }), fresh("api", { Health: health("starting") })];
  const both = [wait(web), wait(api, { service: "api" })] as const;
  await Promise.all([looked(web), looked(api)]);
  expect(fake.openEventStreams).toBe(1);
  fake.happen(web, "health_status: healthy", { Health: health("healthy") });
  await both[0];
  expect(fake.openEventStreams).toBe(1);
  fake.happen(api, "health_status: healthy", { Health: health("healthy") });
  await both[1];
  while (fake.openEventStreams > 0) await new Promise((resolve) => setImmediate(resolve));
});

test("the engine has as long for its verdict as its health check may take, and some", () => {
  const [interval, timeout, startPeriod] = (["10s", "20s", "60s"] as const).map((text) => Duration.parse(text));
  const healthcheck = { test: ["CMD", "true"], interval, timeout, startPeriod, retries: 5 } as HealthcheckModel;
  expect(verdictTime(healthcheck)).toBe(60_000 + (10_000 + 20_000) * 6 + 60_000);
});
