import { access, constants, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { isAbsolute, join } from "node:path";
import type { Finding, PortModel, ServiceModel, StackModel } from "../compose";
import type { Engine } from "./client";

/** What a deployment would stumble over, looked up before the first side effect. */
export interface PreflightOptions {
  readonly engine: Engine;
  readonly address: string;
  /** Whether ports and folders of this host are those of the engine. */
  readonly local: boolean;
  readonly projectFolder: string;
}

// The first that knows the start interval of health checks: Docker 25.
const oldestApi = "1.44";

function isOlder(version: string, than: string): boolean {
  return new Intl.Collator("en", { numeric: true }).compare(version, than) < 0;
}

/** The engine answers and is new enough. Anything else is pointless without it. */
export async function checkEngine({
  engine,
  address,
}: Pick<PreflightOptions, "engine" | "address">): Promise<readonly Finding[]> {
  try {
    const { ApiVersion } = await engine.version();
    if (!isOlder(ApiVersion, oldestApi)) return [];
    const fact = `the Docker engine at ${address} speaks API ${ApiVersion}, and ${oldestApi} is needed`;
    return [{ path: "engine", fact, fix: "update it to Docker 25 or newer" }];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix = 'start Docker, run "make engine-start", or point DOCKER_HOST at an engine';
    return [{ path: "engine", fact: `no Docker engine answers at ${address} (${code ?? message})`, fix }];
  }
}

/** Listens on the port for a moment. */
async function tryPort({ published, hostIp }: PortModel): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer();
  try {
    return await new Promise((resolve) => {
      server.once("error", resolve);
      server.listen({ port: published, host: hostIp, exclusive: true }, () => {
        resolve(undefined);
      });
    });
  } finally {
    server.close();
  }
}

/** What keeps the engine from listening there; what keeps only us from it, such as a privileged port, does not count. */
async function obstacle(port: PortModel): Promise<Pick<Finding, "fact" | "fix"> | undefined> {
  const code = (await tryPort(port))?.code;
  if (code === "EADDRINUSE") {
    const fact = `port ${port.published ?? "?"} of the host is taken by another process`;
    return { fact, fix: "stop that process, or publish another port" };
  }
  if (code === "EADDRNOTAVAIL")
    return { fact: `${port.hostIp} is no address of this host`, fix: 'publish on "127.0.0.1", or on one that is' };
  return undefined;
}

async function portsOfProject(engine: Engine, project: string): Promise<ReadonlySet<number>> {
  const containers = await engine.listContainers({ filters: { label: [`com.docker.compose.project=${project}`] } });
  return new Set(containers.flatMap(({ Ports }) => Ports.map(({ PublicPort }) => PublicPort)));
}

function starts({ lifecycle }: ServiceModel): boolean {
  return lifecycle !== "one-off";
}

/** Ports of the host are free, or this project's own. */
export async function checkPortsAreFree(
  { services, project }: StackModel,
  { engine, local }: PreflightOptions,
): Promise<readonly Finding[]> {
  if (!local) return [];
  const own = await portsOfProject(engine, project);
  const findings: Finding[] = [];
  for (const { name, ports } of Object.values(services).filter(starts)) {
    for (const [index, port] of ports.entries()) {
      if (port.published === undefined || port.protocol !== "tcp" || own.has(port.published)) continue;
      const found = await obstacle(port);
      if (found !== undefined) findings.push({ path: `services.${name}.ports[${index}]`, ...found });
    }
  }
  return findings;
}

async function missingAccess(path: string, readOnly: boolean): Promise<string | undefined> {
  try {
    await stat(path);
  } catch {
    return "does not exist";
  }
  try {
    await access(path, readOnly ? constants.R_OK : constants.R_OK | constants.W_OK);
    return undefined;
  } catch {
    return readOnly ? "can't be read" : "can't be written";
  }
}

/** Folders of the host that are mounted exist and can be used as they are meant to. */
export async function checkFolders(
  { services }: StackModel,
  { local, projectFolder }: PreflightOptions,
): Promise<readonly Finding[]> {
  if (!local) return [];
  const findings: Finding[] = [];
  for (const { name, mounts } of Object.values(services)) {
    for (const mount of mounts) {
      if (mount.type !== "bind") continue;
      const path = isAbsolute(mount.source) ? mount.source : join(projectFolder, mount.source);
      const problem = await missingAccess(path, mount.readOnly);
      if (problem === undefined) continue;
      const fix =
        problem === "does not exist" ? "make it, or mount another" : "change its permissions, or mount another";
      findings.push({ path: `services.${name}.volumes["${mount.target}"]`, fact: `${mount.source} ${problem}`, fix });
    }
  }
  return findings;
}

/** Images that only a build of the toolchain can bring are there. */
export async function checkStandIns({ images }: StackModel, { engine }: PreflightOptions): Promise<readonly Finding[]> {
  const wanted = new Set(
    Object.values(images).flatMap((image) =>
      image.kind === "registry" ? [image.reference] : image.kind === "build" ? Object.values(image.args) : [],
    ),
  );
  const standIns = [...wanted].filter((reference) => reference.startsWith("pulumi-compose/"));
  const held = new Set((await engine.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []));
  return standIns
    .filter((reference) => !held.has(reference))
    .map((reference) => ({
      path: `images["${reference}"]`,
      fact: "the engine does not hold this base image",
      fix: 'run "make base-images"',
    }));
}

/** Everything of a model that can be checked against the host and the engine. */
export async function checkDeployable(model: StackModel, options: PreflightOptions): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    checkPortsAreFree(model, options),
    checkFolders(model, options),
    checkStandIns(model, options),
  ]);
  return findings.flat();
}
