import { createInterface, type Interface } from "node:readline";
import type { Engine } from "./client";

/** What happened to a container. */
export interface ContainerEvent {
  /** `die`, `oom`, `health_status: healthy`, `exec_die`, … */
  readonly action: string;
  readonly containerId: string;
}

type Listener = (event: ContainerEvent) => void;

// exec_die marks the end of a probe: the status may be the same, but the last probe is another.
const events = ["health_status", "die", "oom", "start", "exec_die"];

/** One stream of the engine's events for all who listen; open only while somebody does. */
export class EventStream {
  readonly #engine: Engine;
  readonly #listeners = new Map<string, Set<Listener>>();
  #lines: Promise<Interface> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Listens to one container until the returned function is called. Resolves once no event can be missed. */
  async listen(containerId: string, listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(containerId) ?? new Set();
    this.#listeners.set(containerId, listeners.add(listener));
    this.#lines ??= this.#open();
    await this.#lines;
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(containerId);
      if (this.#listeners.size === 0) this.#close();
    };
  }

  async #open(): Promise<Interface> {
    const stream = await this.#engine.getEvents({ filters: { type: ["container"], event: events } });
    const lines = createInterface({ input: stream });
    lines.on("line", (line) => {
      // A sample: {"Type":"container","Action":"health_status: healthy","Actor":{"ID":"3f1c…"},"timeNano":…}
      const { Action, Actor } = JSON.parse(line) as { Action: string; Actor: { ID: string } };
      for (const listener of this.#listeners.get(Actor.ID) ?? []) listener({ action: Action, containerId: Actor.ID });
    });
    lines.on("close", () => {
      (stream as Partial<{ destroy(): void }>).destroy?.();
    });
    return lines;
  }

  #close(): void {
    void this.#lines?.then((lines) => {
      lines.close();
    });
    this.#lines = undefined;
  }
}
