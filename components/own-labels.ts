import { secretsOf, type ImageModel, type ServiceModel } from "../compose";

/**
 * What only the model knows and the policy pack, which sees containers alone, has to: the profile, the variables whose
 * text is a secret (a pack is shown their values), and the name of an image that the container is given by id.
 */
export function ownLabels(
  { environment }: ServiceModel,
  { profile, imageModel }: { readonly profile: string; readonly imageModel: ImageModel },
): Readonly<Record<string, string>> {
  const secretVariables = Object.keys(environment).filter((name) => secretsOf(environment[name] ?? "").length > 0);
  return {
    "pulumi-compose.profile": profile,
    "pulumi-compose.image": imageModel.kind === "registry" ? imageModel.reference : "built",
    ...(secretVariables.length > 0 && { "pulumi-compose.secret-variables": secretVariables.sort().join(",") }),
  };
}
