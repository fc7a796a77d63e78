import { image, type Host, type ImageHandle } from "../../compose";
import baseImages from "../../toolchain/base-images/base-images.json";
import type { SbirEtlConfig } from "./config";

/** A base image: from the registry by digest, or the stand-in with the same contract. */
export function baseImage(name: keyof typeof baseImages, mode: SbirEtlConfig["baseImages"], host: Host): string {
  const { registry, standIn } = baseImages[name];
  const useStandIn = mode === "packages" || (mode === "auto" && host.localImages.includes(standIn));
  return useStandIn ? standIn : registry;
}

/** The one image that webserver, daemon and runner share. */
export function applicationImage(
  target: "runtime" | "test",
  mode: SbirEtlConfig["baseImages"],
  host: Host,
): ImageHandle {
  return image("sbir-etl", {
    context: "apps/sbir-etl",
    target,
    args: { PYTHON_IMAGE: baseImage("python", mode, host) },
    ...(host.certificates !== undefined && { additionalContexts: { certificates: host.certificates } }),
  });
}
