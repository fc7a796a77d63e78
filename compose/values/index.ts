export { Bytes, type ByteText } from "./bytes";
export { Duration, type DurationText } from "./duration";
export { formatImageRef, parseImageRef, type ImageRef } from "./image-ref";
export { isPort, port, type Port } from "./port";
export { secret, variableName, type SecretOptions, type SecretRecipe, type SecretRef } from "./secret-ref";
export {
  formatReference,
  interpolate,
  referencesOf,
  secretsOf,
  type InterpolatedText,
  type Reference,
  type Value,
} from "./text";
