import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { Container, ContainerInspectInfo } from "dockerode";
import type { Engine } from "./client";

const tailLines = 20;
const probeCharacters = 1_000;

/** Replaces what must not be seen. */
export function redact(output: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== "").reduce((shown, secret) => shown.replaceAll(secret, "***"), output);
}

/** The last lines of a container's log, both streams, in order. */
export async function logTail(
  engine: Engine,
  container: Container,
  { Config }: Pick<ContainerInspectInfo, "Config">,
): Promise<readonly string[]> {
  const buffer = await container.logs({ stdout: true, stderr: true, tail: tailLines });
  if (Config.Tty) return lines(buffer.toString("utf8"));
  const [source, sink] = [new PassThrough(), new PassThrough()];
  engine.modem.demuxStream(source, sink, sink);
  source.on("end", () => sink.end());
  source.end(buffer);
  return lines(await text(sink));
}

function lines(output: string): readonly string[] {
  return output.split(/\r?\n/).filter((line) => line.trim() !== "");
}

function indent(block: readonly string[]): readonly string[] {
  return block.map((line) => `      ${line}`);
}

/** Everything that helps to see why a service did not come up: the last probe, the log's tail, the restarts. */
export function explainFailure(
  subject: { readonly service: string; readonly container: string; readonly reason: string },
  info: Pick<ContainerInspectInfo, "State" | "RestartCount">,
  log: readonly string[],
  secrets: readonly string[],
): string {
  const probe = info.State.Health?.Log.at(-1);
  const report = [
    `services.${subject.service}: ${subject.reason}; mend the service and run the update again`,
    `    container: ${subject.container}, ${info.State.Status}, restarted ${info.RestartCount} times`,
  ];
  if (probe !== undefined) {
    report.push(
      `    last probe: exit status ${probe.ExitCode}`,
      ...indent(lines(probe.Output.slice(-probeCharacters))),
    );
  }
  report.push(log.length === 0 ? "    log: empty" : "    last lines of the log:", ...indent(log));
  return redact(report.join("\n"), secrets);
}
