import { posix } from "node:path";
import { isIPv6 } from "node:net";
import type { Finding, ServiceModel, StackModel } from "../compose";

function isUnder(path: string, folder: string): boolean {
  return posix.normalize(path).startsWith(`${posix.normalize(folder).replace(/\/$/, "")}/`);
}

function limitsOf({ name, readOnly, secrets, mounts, extraHosts }: ServiceModel): readonly Finding[] {
  const findings: Finding[] = [];
  if (readOnly && secrets.length > 0) {
    findings.push({
      path: `services.${name}.readOnly`,
      fact: "the provider can't place files of secrets into a container whose root file system is read-only",
      fix: "drop readOnly, or the secrets",
    });
  }
  for (const { target } of secrets) {
    const mount = mounts.find((candidate) => isUnder(target, candidate.target));
    if (mount !== undefined) {
      const fact = `the file would be written into what is mounted on ${mount.target}, and stay there`;
      findings.push({
        path: `services.${name}.secrets["${target}"]`,
        fact,
        fix: "choose a path outside of volumes and folders",
      });
    }
  }
  for (const [host, address] of Object.entries(extraHosts)) {
    if (isIPv6(address)) {
      findings.push({
        path: `services.${name}.extraHosts.${host}`,
        fact: "the provider takes an IPv6 address apart at its colons",
        fix: "use an IPv4 address",
      });
    }
  }
  return findings;
}

/** What Compose would do and `@pulumi/docker` 5.2 can't: refused before it fails half way, or does the wrong thing. */
export function checkProviderLimits({ services }: StackModel): readonly Finding[] {
  return Object.values(services).flatMap(limitsOf);
}
