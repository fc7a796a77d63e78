import { Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract, type Header } from "tar-stream";
import { runOneOff, type OneOffSpec } from "../../../engine";
import { FakeContainer, frame, state } from "./support/fake-container";
import { FakeEngine, refuse } from "./support/fake-engine";

const spec: OneOffSpec = {
  project: "shop-dev",
  service: "admin",
  image: "app:1",
  command: ["admin"],
  entrypoint: [],
  environment: ["MODE=fast"],
  files: [{ path: "/run/secrets/token", mode: "0400", content: "s3cret" }],
  binds: ["shop-dev_data:/data:ro"],
  tmpfs: ["/tmp"],
  networks: ["shop-dev_default", "shop-dev_back"],
  user: "",
  groupAdd: ["0"],
  workingDir: "",
  init: true,
  readOnly: false,
  extraHosts: ["registry:10.0.0.7"],
  capAdd: [],
  capDrop: ["ALL"],
  nanoCpus: 5e8,
  memory: 1024,
  labels: { team: "shop" },
};

let fake: FakeEngine;
let container: FakeContainer;
let output: Record<"stdout" | "stderr", string>;

function into(stream: "stdout" | "stderr"): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      output[stream] += chunk.toString();
      done();
    },
  });
}

beforeEach(async () => {
  fake = await FakeEngine.start();
  container = new FakeContainer("run1", state({ Status: "created", Running: false }));
  container.onStart = () => {
    container.end(0);
  };
  output = { stdout: "", stderr: "" };
  fake.answers.set("POST /containers/create", (response) => {
    fake.add(container);
    response.writeHead(201).end(JSON.stringify({ Id: container.id }));
  });
  fake.answers.set("POST /networks/shop-dev_back/connect", (response) => response.end());
});
afterEach(() => fake.stop());

function run(changes: Partial<OneOffSpec> = {}, command: readonly string[] = []): Promise<number> {
  return runOneOff(fake.client(), { ...spec, ...changes }, command, { stdout: into("stdout"), stderr: into("stderr") });
}

function askedFor(route: string): Buffer {
  const asked = fake.asked.find((candidate) => candidate.route === route);
  if (asked === undefined) throw new Error(`nobody asked for ${route}, only for ${fake.routes.join(", ")}`);
  return asked.body;
}

test.each([0, 1, 7, 137])(
  "status %s of the container is the status of the run, and nothing is left behind",
  async (status) => {
    container.onStart = () => {
      container.end(status);
    };
    expect(await run()).toBe(status);
    expect(fake.containers.size).toBe(0);
  },
);

test("streams of the container are passed on, each to its own, to the last line", async () => {
  container.onStart = () => {
    container.end(0, frame("stdout", "loaded 3 rows\n"), frame("stderr", "one was odd\n"), frame("stdout", "done\n"));
  };
  await run();
  expect(output).toEqual({ stdout: "loaded 3 rows\ndone\n", stderr: "one was odd\n" });
});

test("the container is made with everything that the service says", async () => {
  await run();
  expect(JSON.parse(askedFor("POST /containers/create").toString())).toEqual({
    name: expect.stringMatching(/^shop-dev-admin-run-[0-9a-z]+$/) as string,
    Image: "app:1",
    Cmd: ["admin"],
    Env: ["MODE=fast"],
    Labels: { team: "shop" },
    HostConfig: {
      Binds: ["shop-dev_data:/data:ro"],
      Tmpfs: { "/tmp": "" },
      GroupAdd: ["0"],
      Init: true,
      ReadonlyRootfs: false,
      ExtraHosts: ["registry:10.0.0.7"],
      CapAdd: [],
      CapDrop: ["ALL"],
      NanoCpus: 5e8,
      Memory: 1024,
      NetworkMode: "shop-dev_default",
    },
  });
  expect(JSON.parse(askedFor("POST /networks/shop-dev_back/connect").toString())).toEqual({ Container: "run1" });
});

test("user, working directory and entrypoint are sent where the service says them", async () => {
  await run({ user: "1000:1000", workingDir: "/app", entrypoint: ["/init"] });
  expect(JSON.parse(askedFor("POST /containers/create").toString())).toMatchObject({
    User: "1000:1000",
    WorkingDir: "/app",
    Entrypoint: ["/init"],
  });
});

test("a command replaces the service's own", async () => {
  await run({}, ["admin", "--all"]);
  expect(JSON.parse(askedFor("POST /containers/create").toString())).toMatchObject({ Cmd: ["admin", "--all"] });
});

test("a secret is in the archive alone, with its mode, before the container starts", async () => {
  await run();
  const entries: [Header, string][] = [];
  const reader = extract();
  reader.on("entry", (headers, stream, next) => {
    void buffer(stream as unknown as Readable).then((content) => {
      entries.push([headers, content.toString()]);
      next();
    });
  });
  const read = new Promise<void>((resolve) => {
    reader.once("finish", () => {
      resolve();
    });
  });
  Readable.from([askedFor("PUT /containers/run1/archive")]).pipe(reader);
  await read;
  expect(entries.map(([{ name, mode }, content]) => [name, mode, content])).toEqual([
    ["run/secrets/token", 0o400, "s3cret"],
  ]);
  const others = fake.asked.filter(({ route }) => !route.endsWith("/archive"));
  expect(others.map(({ body, query }) => `${body.toString()}${query.toString()}`).join()).not.toContain("s3cret");
  expect(fake.routes.indexOf("PUT /containers/run1/archive")).toBeLessThan(
    fake.routes.indexOf("POST /containers/run1/start"),
  );
});

test.each([
  ["POST /containers/run1/start", "no such program"],
  ["PUT /containers/run1/archive", "read-only file system"],
  ["POST /networks/shop-dev_back/connect", "no such network"],
])("the container is removed even when %s fails", async (route, message) => {
  fake.answers.set(route, refuse(500, message));
  await expect(run()).rejects.toThrow(message);
  expect(fake.containers.size).toBe(0);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s is passed to the container, whose status then counts", async (signal) => {
  container.onStart = () => {
    container.state = state();
    process.emit(signal, signal);
  };
  container.onKill = () => {
    container.end(143);
  };
  expect(await run()).toBe(143);
  const kill = fake.asked.find(({ route }) => route === "POST /containers/run1/kill");
  expect(kill?.query.get("signal")).toBe(signal);
  expect(fake.containers.size).toBe(0);
});

test("a signal before the start means that the container is not started", async () => {
  fake.answers.set("PUT /containers/run1/archive", (response) => {
    process.emit("SIGTERM", "SIGTERM");
    response.end();
  });
  fake.answers.set("POST /containers/run1/kill", refuse(409, "the container is not running"));
  expect(await run()).toBe(143);
  expect(fake.routes).not.toContain("POST /containers/run1/start");
  expect(fake.containers.size).toBe(0);
});

test("signals are the program's own again after the run", async () => {
  const before = [process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")];
  await run();
  expect([process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual(before);
});
