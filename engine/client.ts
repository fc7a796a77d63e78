import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import Docker from "dockerode";

/** A Docker engine, as the other files of this folder talk to it. */
export type Engine = Docker;

const defaultSocket = "/var/run/docker.sock";

/** The address that the `docker` command would use: DOCKER_HOST, the context in use, or the system's socket. */
export function engineAddress(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.DOCKER_HOST !== undefined && environment.DOCKER_HOST !== "") return environment.DOCKER_HOST;
  if (existsSync(defaultSocket)) return `unix://${defaultSocket}`;
  try {
    const format = "{{.Endpoints.docker.Host}}";
    return execFileSync("docker", ["context", "inspect", "--format", format], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return `unix://${defaultSocket}`;
  }
}

/** Whether the engine runs on this host, so that its ports and folders are ours. */
export function isLocal(address: string): boolean {
  return address.startsWith("unix://") || address.startsWith("npipe://");
}

/** A client of the engine at an address. dockerode is the client that testcontainers and others stand on. */
export function connect(address: string = engineAddress()): Engine {
  if (address.startsWith("unix://")) return new Docker({ socketPath: address.slice("unix://".length) });
  const url = new URL(address);
  // dockerode reads TLS settings (DOCKER_CERT_PATH, DOCKER_TLS_VERIFY) from the environment by itself.
  return url.protocol === "ssh:"
    ? new Docker({ protocol: "ssh", host: url.hostname, username: url.username })
    : new Docker({ host: url.hostname, port: Number(url.port || 2375) });
}
