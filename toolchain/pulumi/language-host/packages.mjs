// @ts-check
// What a program depends on, read from the package.json files of its folder.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { installFolder } from "./sdk.mjs";

/**
 * The Pulumi providers behind a program's direct dependencies. An SDK says in its package.json which plugin it drives:
 * `"pulumi": { "resource": true, "name": "docker", "version": "5.2.0" }`.
 * @param {string} folder
 * @returns {{ name: string, version: string, server: string }[]}
 */
export function requiredPackages(folder) {
  return installed(folder)
    .filter(({ pulumi }) => pulumi?.resource === true)
    .map(({ name, version, pulumi }) => ({
      name: pulumi.name ?? name.replace(/^@pulumi\//, ""),
      version: pulumi.version ?? version,
      server: pulumi.server ?? "",
    }));
}

/**
 * The program's direct dependencies, as installed.
 * @param {string} folder
 * @returns {{ name: string, version: string }[]}
 */
export function directDependencies(folder) {
  return installed(folder).map(({ name, version }) => ({ name, version }));
}

/**
 * The package.json of every direct dependency that is installed.
 * @param {string} folder
 * @returns {any[]}
 */
function installed(folder) {
  const manifest = join(installFolder(folder), "package.json");
  if (!existsSync(manifest)) return [];
  const { dependencies = {}, devDependencies = {} } = read(manifest);
  const require = createRequire(manifest);
  return Object.keys({ ...dependencies, ...devDependencies })
    .sort()
    .flatMap((name) => {
      // Looked up by path: a package may keep its package.json out of what `require` can see.
      const path = (require.resolve.paths(name) ?? [dirname(manifest)])
        .map((modules) => join(modules, name, "package.json"))
        .find(existsSync);
      return path === undefined ? [] : [read(path)];
    });
}

/** @param {string} path */
function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
