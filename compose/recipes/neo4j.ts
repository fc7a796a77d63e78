import type { ImageHandle } from "../describe/image";
import type { PublishedPort } from "../describe/network";
import { defineService, secretFile, type ServiceHandle } from "../describe/service";
import type { VolumeHandle } from "../describe/storage";
import { FindingsError, splitMessage } from "../check/finding";
import { Bytes, interpolate, type ByteText, type Reference, type SecretRef } from "../values";

/** Port of the Bolt protocol in the container. */
export const neo4jBoltPort = 7687;
/** Port of the HTTP API and the browser in the container. */
export const neo4jHttpPort = 7474;

/** What a Neo4j service is made from. */
export interface Neo4jOptions {
  /** An image that keeps the contract of the official one, 5.x. */
  readonly image: ImageHandle | string;
  /** Password of the user `neo4j`: 8 characters or more, without `/`. */
  readonly password: SecretRef;
  /** The graph, its logs, and files for `LOAD CSV`. */
  readonly volumes: { readonly data: VolumeHandle; readonly logs: VolumeHandle; readonly import: VolumeHandle };
  /** Java heap. @default "512mb" */
  readonly heap?: ByteText;
  /** Memory for the graph's pages. @default "128mb" */
  readonly pageCache?: ByteText;
  /** Limit of the whole container. @default none */
  readonly memory?: ByteText;
  readonly ports?: readonly PublishedPort[];
}

/** A Neo4j service; others wait for it to be healthy and connect by its references. */
export interface Neo4jHandle extends ServiceHandle<"service", true> {
  /** `bolt://neo4j:7687` */
  readonly boltUrl: Reference;
  /** `http://neo4j:7474` */
  readonly httpUrl: Reference;
}

const authFile = "/run/secrets/neo4j_auth";

// The password goes to cypher-shell by the environment of that one process: arguments show in process lists, and
// any NEO4J_* variable of the container itself would be taken for a setting.
const probe = `NEO4J_USERNAME=neo4j NEO4J_PASSWORD="$(cut -d/ -f2- ${authFile})" cypher-shell -a bolt://127.0.0.1:${String(neo4jBoltPort)} 'RETURN 1'`;

/** A password of Neo4j, in the terms of `secret`. */
export const neo4jPasswordRules = { minLength: 8, forbidden: "/" } as const;

/**
 * Describes a Neo4j server, single, Community edition.
 *
 * @see https://neo4j.com/docs/operations-manual/5/docker/introduction/ for the image's contract
 */
export function neo4j(name: string, options: Neo4jOptions): Neo4jHandle {
  const { image, password, volumes, heap = "512mb", pageCache = "128mb", memory, ports = [] } = options;
  const handle = defineService(
    name,
    "service",
    {
      image,
      environment: {
        NEO4J_AUTH_PATH: authFile,
        NEO4J_server_memory_heap_initial__size: toJvm(`services.${name}.heap`, heap),
        NEO4J_server_memory_heap_max__size: toJvm(`services.${name}.heap`, heap),
        NEO4J_server_memory_pagecache_size: toJvm(`services.${name}.pageCache`, pageCache),
      },
      secrets: { [authFile]: secretFile(interpolate`neo4j/${password}`, { mode: "0400" }) },
      volumes: { "/data": volumes.data, "/logs": volumes.logs, "/var/lib/neo4j/import": volumes.import },
      ports,
      expose: [neo4jHttpPort, neo4jBoltPort],
      // Each probe starts a JVM, hence the pace; within the start period it is quicker, so that dependents start early.
      healthcheck: {
        test: ["CMD-SHELL", probe],
        interval: "10s",
        timeout: "20s",
        retries: 5,
        startPeriod: "60s",
        startInterval: "2s",
      },
      restart: "unless-stopped",
      // A checkpoint of a large graph takes its time; a kill in the middle means recovery at the next start.
      stopGracePeriod: "2m",
      ...(memory !== undefined && { deploy: { resources: { limits: { memory } } } }),
    },
    "neo4j",
  );
  return Object.freeze({
    ...handle,
    checked: true,
    boltUrl: handle.url("bolt", neo4jBoltPort),
    httpUrl: handle.url("http", neo4jHttpPort),
  });
}

/** Java spells sizes `512m` where Compose spells them `512mb`, and takes no fractions. @throws FindingsError */
function toJvm(path: string, size: ByteText): string {
  try {
    return Bytes.parse(size).toString().replace(/b$/, "");
  } catch (error) {
    throw new FindingsError("recipe neo4j", [{ path, ...splitMessage((error as Error).message) }]);
  }
}
