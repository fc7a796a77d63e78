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

/** The engine answers and is new enough. Anything else is pointless without it. */
export async function checkEngine({
  engine,
  address,
}: Pick<PreflightOptions, "engine" | "address">): Promise<readonly Finding[]> {
  try {
    await engine.ping();
    return [];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fix = 'start Docker, run "make engine-start", or point DOCKER_HOST at an engine';
    return [{ path: "engine", fact: `no Docker engine answers at ${address} (${code ?? message})`, fix }];
  }
}

async function canListen({ published, hostIp }: PortModel): Promise<boolean> {
  const server = createServer();
  try {
    return await new Promise<boolean>((resolve) => {
      server.once("error", (error: NodeJS.ErrnoException) => {
        resolve(error.code !== "EADDRINUSE");
      });
      server.listen({ port: published, host: hostIp, exclusive: true }, () => {
        resolve(true);
      });
    });
  } finally {
    server.close();
  }
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
      if (port.published === undefined || port.protocol !== "tcp" || own.has(port.published) || (await canListen(port)))
        continue;
      const fact = `port ${port.published} of the host is taken by another process`;
      findings.push({
        path: `services.${name}.ports[${index}]`,
        fact,
        fix: "stop that process, or publish another port",
      });
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
