import { constants } from "node:os";
import { buffer } from "node:stream/consumers";
import type { Container, HostConfig } from "dockerode";
import { pack } from "tar-stream";
import type { Engine } from "./client";

/** Everything that is needed to run a one-off service, kept encrypted among the stack's outputs. */
export interface OneOffSpec {
  readonly project: string;
  readonly service: string;
  readonly image: string;
  readonly command: readonly string[];
  /** Empty where the image's own holds. */
  readonly entrypoint: readonly string[];
  /** `NAME=value` */
  readonly environment: readonly string[];
  /** Files with secrets: path, octal mode, content. */
  readonly files: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
  /** `source:target[:ro]`, as `docker run --volume` takes them. */
  readonly binds: readonly string[];
  /** Paths that live in memory. */
  readonly tmpfs: readonly string[];
  /** Names of networks on the engine. */
  readonly networks: readonly string[];
  /** Empty where the image's own holds. */
  readonly user: string;
  readonly groupAdd: readonly string[];
  /** Empty where the image's own holds. */
  readonly workingDir: string;
  readonly init: boolean;
  readonly readOnly: boolean;
  /** `name:address` */
  readonly extraHosts: readonly string[];
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  /** Billionths of a core; 0 is no limit. */
  readonly nanoCpus: number;
  /** Bytes; 0 is no limit. */
  readonly memory: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where the streams of the container go. */
export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

function toHostConfig(spec: OneOffSpec): HostConfig {
  return {
    Binds: [...spec.binds],
    Tmpfs: Object.fromEntries(spec.tmpfs.map((path) => [path, ""])),
    GroupAdd: [...spec.groupAdd],
    Init: spec.init,
    ReadonlyRootfs: spec.readOnly,
    ExtraHosts: [...spec.extraHosts],
    CapAdd: [...spec.capAdd],
    CapDrop: [...spec.capDrop],
    NanoCpus: spec.nanoCpus,
    Memory: spec.memory,
    ...(spec.networks[0] !== undefined && { NetworkMode: spec.networks[0] }),
  };
}

function create(engine: Engine, spec: OneOffSpec, command: readonly string[]): Promise<Container> {
  return engine.createContainer({
    name: `${spec.project}-${spec.service}-run-${Date.now().toString(36)}`,
    Image: spec.image,
    Cmd: [...command],
    ...(spec.entrypoint.length > 0 && { Entrypoint: [...spec.entrypoint] }),
    Env: [...spec.environment],
    ...(spec.user !== "" && { User: spec.user }),
    ...(spec.workingDir !== "" && { WorkingDir: spec.workingDir }),
    Labels: { ...spec.labels },
    HostConfig: toHostConfig(spec),
  });
}

/** Secrets go into the container's own file system before it starts: neither arguments nor variables hold them. */
async function placeFiles(container: Container, files: OneOffSpec["files"]): Promise<void> {
  if (files.length === 0) return;
  const archive = pack();
  for (const { path, mode, content } of files) {
    archive.entry({ name: path.slice(1), mode: Number.parseInt(mode, 8) }, content);
  }
  archive.finalize();
  await container.putArchive(await buffer(archive), { path: "/" });
}

/** The status of a process that a signal has ended, less the signal's number; shells agree on it. */
const signalBase = 128;

/**
 * Runs a one-off service to its end, with its streams passed on, and leaves nothing behind.
 *
 * @param command replaces the service's own, where it is not empty
 * @returns the exit status of the container
 */
export async function runOneOff(
  engine: Engine,
  spec: OneOffSpec,
  command: readonly string[],
  streams: Streams,
): Promise<number> {
  const container = await create(engine, spec, command.length > 0 ? command : spec.command);
  let stopped: NodeJS.Signals | undefined;
  const pass = (signal: NodeJS.Signals): void => {
    stopped = signal;
    // Too early or too late is no fault: it is looked at before the start, or the container has ended by itself.
    container.kill({ signal }).catch(() => undefined);
  };
  process.on("SIGINT", pass).on("SIGTERM", pass);
  try {
    for (const network of spec.networks.slice(1)) await engine.getNetwork(network).connect({ Container: container.id });
    await placeFiles(container, spec.files);
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    engine.modem.demuxStream(stream, streams.stdout, streams.stderr);
    const drained = new Promise((resolve) => stream.once("end", resolve).once("close", resolve).once("error", resolve));
    if (stopped !== undefined) return signalBase + constants.signals[stopped];
    await container.start();
    // Only after the start: a container that is merely created counts as one that has ended, with status 0.
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    await drained;
    return StatusCode;
  } finally {
    process.off("SIGINT", pass).off("SIGTERM", pass);
    await container.remove({ force: true });
  }
}
