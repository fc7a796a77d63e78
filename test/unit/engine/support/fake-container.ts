import type { ServerResponse } from "node:http";
import type { ContainerInspectInfo } from "dockerode";
import type { FakeEngine } from "./fake-engine";

type State = ContainerInspectInfo["State"];
type Health = NonNullable<State["Health"]>;

const running: State = {
  Status: "running",
  Running: true,
  Paused: false,
  Restarting: false,
  OOMKilled: false,
  Dead: false,
  Pid: 7,
  ExitCode: 0,
  Error: "",
  StartedAt: "2026-01-01T00:00:00.000Z",
  FinishedAt: "0001-01-01T00:00:00Z",
};

/** A state that differs from that of a container which has been running for long. */
export function state(changes: Partial<State> = {}): State {
  return { ...running, ...changes };
}

/** A container that has ended. */
export function exited(status: number, changes: Partial<State> = {}): State {
  return state({
    Status: "exited",
    Running: false,
    ExitCode: status,
    FinishedAt: new Date().toISOString(),
    ...changes,
  });
}

/** A health with one probe. */
export function health(status: Health["Status"], probe: Partial<Health["Log"][number]> = {}, streak = 3): Health {
  const last = { Start: new Date().toISOString(), End: new Date().toISOString(), ExitCode: 1, Output: "", ...probe };
  return { Status: status, FailingStreak: streak, Log: [last] };
}

/** Output as the engine frames it: stream, length, text. */
export function frame(stream: "stdout" | "stderr", output: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream === "stdout" ? 1 : 2, 0);
  header.writeUInt32BE(Buffer.byteLength(output), 4);
  return Buffer.concat([header, Buffer.from(output)]);
}

/** A container of the fake engine. The test sets its state. */
export class FakeContainer {
  log: Buffer = Buffer.alloc(0);
  tty = false;
  restartCount = 0;
  created = new Date().toISOString();
  /** What happens when it is started. */
  onStart: () => void = () => undefined;
  /** What happens when it is sent a signal. */
  onKill: () => void = () => undefined;
  readonly #waiting: ServerResponse[] = [];
  #attached: ServerResponse | undefined;

  constructor(
    readonly id: string,
    public state: State = running,
  ) {}

  /** Writes to who is attached, ends, and says so to who waits. */
  end(status: number, ...frames: readonly Buffer[]): void {
    for (const output of frames) this.#attached?.write(output);
    this.#attached?.end();
    this.state = exited(status);
    for (const response of this.#waiting.splice(0)) response.end(JSON.stringify({ StatusCode: status }));
  }

  answer(action: string, response: ServerResponse, engine: FakeEngine): void {
    switch (action) {
      case "GET json":
        response.end(
          JSON.stringify({
            Id: this.id,
            Name: `/shop-dev-${this.id}-1`,
            Created: this.created,
            RestartCount: this.restartCount,
            State: this.state,
            Config: { Tty: this.tty },
          }),
        );
        return;
      case "GET logs":
        response.end(this.log);
        return;
      case "POST start":
      case "POST restart":
        response.writeHead(204).end();
        this.onStart();
        return;
      case "POST attach":
        response.writeHead(200).flushHeaders();
        this.#attached = response;
        return;
      case "POST wait":
        // As the real one does: what does not run has ended.
        if (this.state.Running) this.#waiting.push(response);
        else response.end(JSON.stringify({ StatusCode: this.state.ExitCode }));
        return;
      case "POST kill":
        response.writeHead(204).end();
        this.onKill();
        return;
      case "PUT archive":
        response.end();
        return;
      case "DELETE ":
        engine.containers.delete(this.id);
        response.writeHead(204).end();
        return;
      default:
        response.writeHead(501).end(JSON.stringify({ message: `no answer to ${action}` }));
    }
  }
}
