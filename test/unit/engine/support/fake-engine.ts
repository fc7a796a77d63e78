import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { connect, type Engine } from "../../../../engine";
import type { FakeContainer } from "./fake-container";

/** What an engine was asked: method, path without version and query, and what came with it. */
export interface Asked {
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

type Answer = (response: ServerResponse, asked: Asked) => void;

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** Speaks as much of the Docker API as the engine's client uses, on a socket of its own. */
export class FakeEngine {
  readonly containers = new Map<string, FakeContainer>();
  readonly asked: Asked[] = [];
  /** Answers to `METHOD /path` that differ from the usual ones. */
  readonly answers = new Map<string, Answer>();
  /** What `GET /containers/json` lists. */
  listed: readonly unknown[] = [];
  images: readonly { readonly RepoTags: readonly string[] | null }[] = [];
  /** Milliseconds by which this engine's clock is ahead. */
  clockOffset = 0;
  readonly folder = mkdtempSync(join(tmpdir(), "fake-engine-"));
  readonly socket = join(this.folder, "engine.sock");
  readonly #eventStreams = new Set<ServerResponse>();
  readonly #server: Server = createServer((request, response) => void this.#take(request, response));
  #onEventStream: (() => void)[] = [];

  static async start(): Promise<FakeEngine> {
    const fake = new FakeEngine();
    await new Promise<void>((resolve) => fake.#server.listen(fake.socket, resolve));
    return fake;
  }

  get address(): string {
    return `unix://${this.socket}`;
  }

  client(): Engine {
    return connect(this.address);
  }

  add(container: FakeContainer): FakeContainer {
    this.containers.set(container.id, container);
    return container;
  }

  /** Changes a container, and says so as the engine would. */
  happen(container: FakeContainer, action: string, state: Partial<FakeContainer["state"]> = {}): void {
    Object.assign(container.state, state);
    this.sendLine(JSON.stringify({ Type: "container", Action: action, Actor: { ID: container.id } }));
  }

  sendLine(line: string): void {
    for (const stream of this.#eventStreams) stream.write(`${line}\n`);
  }

  /** Breaks off all streams of events, in the middle of a line. */
  breakOffEvents(): void {
    for (const stream of this.#eventStreams) {
      stream.write('{"Type":"contai');
      stream.socket?.destroy();
    }
    this.#eventStreams.clear();
  }

  /** Resolves when the next stream of events was asked for. */
  nextEventStream(): Promise<void> {
    return new Promise((resolve) => this.#onEventStream.push(resolve));
  }

  /** How many listen to events at the moment. */
  get openEventStreams(): number {
    return this.#eventStreams.size;
  }

  /** The routes that were asked for, in order. */
  get routes(): readonly string[] {
    return this.asked.map(({ route }) => route);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://engine");
    const route = `${request.method ?? "GET"} ${url.pathname}`;
    const asked = { route, query: url.searchParams, body: await buffer(request) };
    this.asked.push(asked);
    const answer = this.answers.get(route);
    if (answer !== undefined) answer(response, asked);
    else this.#answer(response, asked);
  }

  #answer(response: ServerResponse, asked: Asked): void {
    switch (asked.route) {
      case "GET /info":
        json(response, { SystemTime: new Date(Date.now() + this.clockOffset).toISOString() });
        return;
      case "GET /version":
        json(response, { ApiVersion: "1.54" });
        return;
      case "GET /events":
        this.#openEvents(response);
        return;
      case "GET /containers/json":
        json(response, this.listed);
        return;
      case "GET /images/json":
        json(response, this.images);
        return;
    }
    const [, id = "", action = ""] = /^\w+ \/containers\/([^/]+)\/?(.*)$/.exec(asked.route) ?? [];
    const container = this.containers.get(id);
    if (container === undefined) json(response, { message: `no answer to ${asked.route}` }, 404);
    else container.answer(`${asked.route.split(" ")[0] ?? ""} ${action}`, response, this);
  }

  #openEvents(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "application/json" }).flushHeaders();
    this.#eventStreams.add(response);
    response.once("close", () => this.#eventStreams.delete(response));
    for (const resolve of this.#onEventStream.splice(0)) resolve();
  }
}

/** An answer with an error of the engine. */
export function refuse(status: number, message: string): Answer {
  return (response) => {
    json(response, { message }, status);
  };
}
