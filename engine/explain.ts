import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { Container, ContainerInspectInfo } from "dockerode";
import type { Engine } from "./client";

const tailLines = 20;
const probeCharacters = 1_000;

/** The forms in which a secret may show: as it is, in a URL, and line by line. */
function formsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), ...secret.split(/\r?\n/)];
}

/** Replaces what must not be seen. */
export function redact(output: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.flatMap(formsOf).filter((form) => form.trim() !== ""));
  // The longest first: of two secrets where one begins with the other, nothing may be left over.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, form) => shown.replaceAll(form, "***"), output);
}

/** What the engine keeps of both streams, in order. */
async function readLog(engine: Engine, container: Container, tty: boolean): Promise<string> {
  const buffer = await container.logs({ stdout: true, stderr: true, tail: tailLines });
  if (tty) return buffer.toString("utf8");
  const [source, sink] = [new PassThrough(), new PassThrough()];
  engine.modem.demuxStream(source, sink, sink);
  source.on("end", () => sink.end());
  source.end(buffer);
  return text(sink);
}

/** The last lines of a container's log. */
export async function logTail(
  engine: Engine,
  container: Container,
  { Config }: Pick<ContainerInspectInfo, "Config">,
): Promise<string> {
  try {
    return await readLog(engine, container, Config.Tty);
  } catch (error) {
    // Some log drivers can't be read from; the rest of the explanation is worth having all the same.
    return `(it can't be read: ${(error as Error).message})`;
  }
}

function indented(output: string): readonly string[] {
  return output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => `      ${line}`);
}

/** Everything that helps to see why a service did not come up: the last probe, the log's tail, the restarts. */
export function explainFailure(
  subject: { readonly service: string; readonly container: string; readonly reason: string },
  info: Pick<ContainerInspectInfo, "State" | "RestartCount">,
  log: string,
  secrets: readonly string[],
): string {
  const probe = info.State.Health?.Log.at(-1);
  const report = [
    `services.${subject.service}: ${redact(subject.reason, secrets)}; mend the service and run the update again`,
    `    container: ${subject.container}, ${info.State.Status}, restarted ${info.RestartCount} times`,
  ];
  if (probe !== undefined) {
    // Hidden before it is cut, or the cut could leave half a secret.
    const output = redact(probe.Output, secrets).slice(-probeCharacters);
    report.push(`    last probe: exit status ${probe.ExitCode}`, ...indented(output));
  }
  const lines = indented(redact(log, secrets));
  report.push(lines.length === 0 ? "    log: empty" : "    last lines of the log:", ...lines);
  return report.join("\n");
}
