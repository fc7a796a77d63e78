/** Neo4j in a container, small and quick to stop. */
import { docker, mustDocker, run, start, type Result } from "./docker";

export const password = "correct-horse";

const small = [
  "-e=NEO4J_server_memory_heap_max__size=256m",
  "-e=NEO4J_server_memory_pagecache_size=64m",
  // Neo4j waits for its two Bolt connectors for 5 s each when it stops, used or not.
  "-e=NEO4J_internal_server_bolt_thread__pool__shutdown__wait__time=1s",
] as const;

/** Starts Neo4j; the options are those of `docker run`. */
export const startNeo4j = (image: string, ...options: readonly string[]): string => start(...small, ...options, image);

/** Runs Neo4j until it ends, for starts that fail. One that does not end fails the test, with a status of NaN. */
export function runNeo4j(image: string, ...options: readonly string[]): Result {
  const container = startNeo4j(image, ...options);
  const { stdout } = run("timeout", ["120", "docker", "wait", container]);
  const { output } = docker("logs", container);
  return { status: stdout === "" ? NaN : Number(stdout), stdout: output, output };
}

export function query(container: string, statement: string, secret = password): Result {
  const env = { NEO4J_USERNAME: "neo4j", NEO4J_PASSWORD: secret };
  const names = Object.keys(env).flatMap((name) => ["-e", name]);
  return run("docker", ["exec", ...names, container, "cypher-shell", "--format", "plain", statement], { env });
}

/** Waits until HTTP answers, which Neo4j opens last; a container that ends first is an error, with its log. */
export async function ready(container: string): Promise<void> {
  for (;;) {
    if (docker("exec", container, "wget", "-q", "-O", "/dev/null", "http://localhost:7474/").status === 0) return;
    if (mustDocker("inspect", "--format", "{{.State.Running}}", container) !== "true")
      throw new Error(docker("logs", container).output);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Stops the container with SIGTERM and gives its exit status. */
export function stop(container: string): number {
  mustDocker("stop", "--time", "60", container);
  return Number(mustDocker("inspect", "--format", "{{.State.ExitCode}}", container));
}
