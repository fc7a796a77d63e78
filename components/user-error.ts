import * as pulumi from "@pulumi/pulumi";

/**
 * An error that is the user's to mend: Pulumi prints its message, and no stack trace.
 *
 * Pulumi has Node.js format the error all the same, and Node.js 22.23 does not come to an end over a line such as
 * `at … (node_modules/@pulumi/resource.ts:1598:22)`, which source maps make of Pulumi's own frames: it takes 20 s and
 * half a gigabyte until a string is too long. Without a trace there is no such line. To be removed when
 * `markNodeModules` in Node's lib/internal/util/inspect.js minds a path that ends behind a scope.
 */
export function userError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = `Error: ${message}`;
  return error;
}
