import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import Docker from "dockerode";

/** A Docker engine, as the other files of this folder talk to it. */
export type Engine = Docker;

/** Where the engine of the system listens. */
const systemSocket = "/var/run/docker.sock";

/** The address of the context that the `docker` command would use, where there is such a command. */
function contextAddress(environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return execFileSync("docker", ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], {
      encoding: "utf8",
      env: environment,
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

/**
 * The address of the engine that the Docker provider of Pulumi would use, in its order: DOCKER_HOST, the context that
 * DOCKER_CONTEXT names, the system's socket. Where there is none of them, the context in use.
 */
export function engineAddress(environment: NodeJS.ProcessEnv = process.env, socket: string = systemSocket): string {
  const { DOCKER_HOST = "", DOCKER_CONTEXT = "" } = environment;
  if (DOCKER_HOST !== "") return DOCKER_HOST;
  if (DOCKER_CONTEXT === "" && existsSync(socket)) return `unix://${socket}`;
  return contextAddress(environment) ?? `unix://${socket}`;
}

/** Whether the engine runs on this host, so that its ports and folders are ours. */
export function isLocal(address: string): boolean {
  return address.startsWith("unix://") || address.startsWith("npipe://");
}

/** A client of the engine at an address. dockerode is the client that testcontainers and others stand on. */
export function connect(address: string = engineAddress()): Engine {
  if (isLocal(address)) return new Docker({ socketPath: address.replace(/^(?:unix|npipe):\/\//, "") });
  const url = new URL(address);
  // dockerode reads TLS settings (DOCKER_CERT_PATH, DOCKER_TLS_VERIFY) from the environment by itself.
  return url.protocol === "ssh:"
    ? new Docker({ protocol: "ssh", host: url.hostname, username: url.username })
    : new Docker({ host: url.hostname, port: Number(url.port || 2375) });
}
