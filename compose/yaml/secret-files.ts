import type { Scalar } from "yaml";
import type { SecretFileModel, ServiceModel, StackModel } from "../model/types";
import { variableName, type InterpolatedText } from "../values";
import { interpolatedText, octal } from "./text";

/** A secret or config of the file, as a service uses it. */
interface FileReference {
  readonly source: string;
  readonly target: string;
  readonly mode: Scalar;
}

/** What a service has under `secrets` and `configs`. */
export interface SecretFiles {
  readonly secrets: readonly FileReference[];
  readonly configs: readonly FileReference[];
}

function secretSource(name: string): string {
  return variableName(name).toLowerCase();
}

// A secret of Compose is one variable as it is. Text around one has to be a config with `content`, which is expanded.
function configSource(service: string, target: string): string {
  const slug = target.replace(/^\/run\/secrets\//, "").replace(/[^A-Za-z0-9]+/g, "_");
  return `${service}_${slug.replace(/^_|_$/g, "")}`;
}

function textFiles({ secrets }: ServiceModel): readonly (SecretFileModel & { readonly content: InterpolatedText })[] {
  return secrets.flatMap((file) => (file.content.kind === "text" ? [{ ...file, content: file.content }] : []));
}

/** The files with secrets that a service sees. */
export function secretFiles(service: ServiceModel): SecretFiles {
  return {
    secrets: service.secrets.flatMap(({ target, content, mode }) =>
      content.kind === "secret" ? [{ source: secretSource(content.name), target, mode: octal(mode) }] : [],
    ),
    configs: textFiles(service).map(({ target, mode }) => ({
      source: configSource(service.name, target),
      target,
      mode: octal(mode),
    })),
  };
}

/** The file's own `secrets`: those that a service takes as they are. */
export function topLevelSecrets({ services }: StackModel): Readonly<Record<string, { readonly environment: string }>> {
  const names = Object.values(services).flatMap(({ secrets }) =>
    secrets.flatMap(({ content }) => (content.kind === "secret" ? [content.name] : [])),
  );
  return Object.fromEntries(names.sort().map((name) => [secretSource(name), { environment: variableName(name) }]));
}

/** The file's own `configs`: texts around a secret. */
export function topLevelConfigs({ services }: StackModel): Readonly<Record<string, { readonly content: Scalar }>> {
  return Object.fromEntries(
    Object.values(services).flatMap((service) =>
      textFiles(service).map(({ target, content }) => [
        configSource(service.name, target),
        { content: interpolatedText(content) },
      ]),
    ),
  );
}
