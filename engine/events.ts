import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./client";

/** Called when something happened; with the exit status where a container has ended. */
type Wake = (exitStatus?: number) => void;
type Stream = NodeJS.ReadableStream & { destroy(): void };

// exec_die marks the end of a probe: the status may be the same, but the last probe is another.
const events = ["health_status", "die", "oom", "start", "exec_die"];

/** Milliseconds between two attempts to open a stream that broke off. */
const pauseBeforeReopening = 250;

interface ContainerEvent {
  readonly containerId: string;
  readonly exitStatus?: number;
}

/** What an event says; a line that was cut off says nothing. */
function read(line: string): ContainerEvent | undefined {
  // A sample: {"Type":"container","Action":"die","Actor":{"ID":"3f1c…","Attributes":{"exitCode":"3",…}},"timeNano":…}
  try {
    const { Action, Actor } = JSON.parse(line) as {
      readonly Action: string;
      readonly Actor: { readonly ID: string; readonly Attributes?: { readonly exitCode?: string } };
    };
    const exitCode = Action === "die" ? Actor.Attributes?.exitCode : undefined;
    return { containerId: Actor.ID, ...(exitCode !== undefined && { exitStatus: Number(exitCode) }) };
  } catch {
    return undefined;
  }
}

/** A stream of events that is opened anew when it breaks off. */
class Connection {
  /** Resolves once no event can be missed. */
  readonly opened: Promise<void>;
  readonly #engine: Engine;
  readonly #onEvent: (event: ContainerEvent) => void;
  readonly #onGap: () => void;
  #disconnect = (): void => undefined;
  #closed = false;

  constructor(engine: Engine, onEvent: (event: ContainerEvent) => void, onGap: () => void) {
    this.#engine = engine;
    this.#onEvent = onEvent;
    this.#onGap = onGap;
    this.opened = this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#disconnect();
  }

  async #open(): Promise<void> {
    const stream = (await this.#engine.getEvents({ filters: { type: ["container"], event: events } })) as Stream;
    this.#disconnect = () => {
      stream.destroy();
    };
    const lines = createInterface({ input: stream });
    lines.on("line", (line) => {
      const event = read(line);
      if (event !== undefined) this.#onEvent(event);
    });
    // A broken connection is an error, of both, and then a close; the close is what counts.
    stream.on("error", () => undefined);
    lines.on("error", () => undefined);
    stream.once("close", () => {
      if (!this.#closed) void this.#reopen();
    });
    if (this.#closed) this.#disconnect();
  }

  async #reopen(): Promise<void> {
    await sleep(pauseBeforeReopening);
    if (this.#closed) return;
    try {
      await this.#open();
    } catch {
      void this.#reopen();
    }
    // What happened meanwhile is seen by looking; so is an engine that is gone.
    this.#onGap();
  }
}

/** Wakes who waits for a container whenever something happened to it. One stream for all, open while somebody waits. */
export class EventStream {
  readonly #engine: Engine;
  readonly #listeners = new Map<string, Set<Wake>>();
  #connection: Connection | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Listens to one container until the returned function is called. Resolves once no event can be missed. */
  async listen(containerId: string, wake: Wake): Promise<() => void> {
    const listeners = this.#listeners.get(containerId) ?? new Set();
    this.#listeners.set(containerId, listeners.add(wake));
    const stop = (): void => {
      listeners.delete(wake);
      if (listeners.size === 0) this.#listeners.delete(containerId);
      if (this.#listeners.size > 0) return;
      this.#connection?.close();
      this.#connection = undefined;
    };
    this.#connection ??= new Connection(
      this.#engine,
      ({ containerId: id, exitStatus }) => {
        this.#wake(this.#listeners.get(id) ?? [], exitStatus);
      },
      () => {
        this.#wake([...this.#listeners.values()].flatMap((all) => [...all]));
      },
    );
    try {
      await this.#connection.opened;
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  #wake(listeners: Iterable<Wake>, exitStatus?: number): void {
    for (const wake of listeners) wake(exitStatus);
  }
}
