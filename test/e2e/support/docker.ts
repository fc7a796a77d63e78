import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ContainerInspectInfo } from "dockerode";
import { read, run } from "./run";

/** Runs the docker client; the command has to succeed. */
export function docker(...args: readonly string[]): Promise<string> {
  return read("docker", args);
}

/** Everything that the engine knows of containers. */
export async function inspect(...names: readonly string[]): Promise<readonly ContainerInspectInfo[]> {
  return names.length === 0
    ? []
    : (JSON.parse(await docker("container", "inspect", ...names)) as ContainerInspectInfo[]);
}

/** The container of a service. */
export async function containerOf(project: string, service: string): Promise<ContainerInspectInfo> {
  const [info] = await inspect(`${project}-${service}-1`);
  if (info === undefined) throw new Error(`${project} has no container of ${service}`);
  return info;
}

/** Both streams of a service's log. */
export async function logsOf(project: string, service: string): Promise<string> {
  return (await run("docker", ["logs", `${project}-${service}-1`])).output;
}

/** What a project has on the engine, by kind. */
export type Holdings = Readonly<Record<"container" | "volume" | "network", readonly string[]>>;

function lines(output: string): readonly string[] {
  return output.split("\n").filter((line) => line !== "");
}

/** Names of a project's containers, volumes and networks. */
export async function holdingsOf(project: string): Promise<Holdings> {
  const filter = `label=com.docker.compose.project=${project}`;
  const [container, volume, network] = await Promise.all([
    docker("container", "ls", "--all", "--filter", filter, "--format", "{{.Names}}"),
    docker("volume", "ls", "--filter", filter, "--format", "{{.Name}}"),
    docker("network", "ls", "--filter", filter, "--format", "{{.Name}}"),
  ]);
  return { container: lines(container), volume: lines(volume), network: lines(network) };
}

/** Ids of a project's containers by service: another id is another container. */
export async function containerIds(project: string): Promise<Readonly<Record<string, string>>> {
  const containers = await inspect(...(await holdingsOf(project)).container);
  return Object.fromEntries(
    containers.map(({ Id, Config }) => [Config.Labels["com.docker.compose.service"] ?? "", Id]),
  );
}

/** One line of `docker compose ps`. */
export interface ComposeRow {
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
}

/** What `docker compose ps --all` says about a project. */
export async function composePs(project: string): Promise<readonly ComposeRow[]> {
  const output = await docker("compose", "-p", project, "ps", "--all", "--format", "json");
  return lines(output).map((line) => JSON.parse(line) as ComposeRow);
}

/** Something that happened to a container of a project. */
export interface EngineEvent {
  readonly service: string;
  /** `start`, `health_status: healthy`, `die`, `kill`, … */
  readonly action: string;
  /** Nanoseconds since the epoch, by the engine's clock. */
  readonly time: bigint;
  readonly attributes: Readonly<Record<string, string>>;
}

// A sample: {"Action":"start","Actor":{"Attributes":{"com.docker.compose.service":"neo4j"}},"timeNano":1763704812…}
function toEvent(line: string): EngineEvent {
  const { Action, Actor } = JSON.parse(line) as { Action: string; Actor: { Attributes: Record<string, string> } };
  // The number is larger than JavaScript's numbers hold exactly.
  const time = BigInt(/"timeNano":(\d+)/.exec(line)?.[1] ?? 0);
  return {
    service: Actor.Attributes["com.docker.compose.service"] ?? "",
    action: Action,
    time,
    attributes: Actor.Attributes,
  };
}

/** Records what happens to a project's containers while something is done. */
export async function recordEvents<T>(
  project: string,
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly events: readonly EngineEvent[] }> {
  const actions = ["create", "start", "health_status", "die", "kill", "destroy"];
  const child = spawn("docker", [
    ...["events", "--format", "{{json .}}", "--filter", "type=container"],
    ...["--filter", `label=com.docker.compose.project=${project}`],
    ...actions.flatMap((name) => ["--filter", `event=${name}`]),
  ]);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  try {
    await once(child, "spawn");
    const result = await action();
    return { result, events: lines(output).map(toEvent) };
  } finally {
    child.kill();
  }
}
