import type { Gatekeeper } from "../../../components";

interface Waiting {
  readonly open: () => void;
  readonly refuse: (reason: Error) => void;
}

/** A gatekeeper that lets pass whom the test names. */
export class FakeGatekeeper implements Gatekeeper {
  /** `service condition` of each that has asked, in order. */
  readonly asked: string[] = [];
  /** Values that must not be shown, as the last one who asked has given them. */
  secrets: readonly string[] = [];
  readonly #waiting = new Map<string, Waiting>();

  pass: Gatekeeper["pass"] = ({ name }, condition, _containerId, secrets) => {
    const key = `${name} ${condition}`;
    this.asked.push(key);
    this.secrets = secrets;
    return new Promise((open, refuse) => this.#waiting.set(key, { open, refuse }));
  };

  open(key: string): void {
    this.#find(key).open();
  }

  refuse(key: string, message: string): void {
    this.#find(key).refuse(new Error(message));
  }

  #find(key: string): Waiting {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) throw new Error(`nobody waits for ${key}, only for ${this.asked.join(", ")}`);
    return waiting;
  }
}

/** Lets everyone pass. */
export const openGates: Gatekeeper = { pass: () => Promise.resolve() };
