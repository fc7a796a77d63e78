import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Where a work tree keeps its key; the folder is ignored by git, and holds the passphrase of the state as well. */
export const keyFile = ".pulumi-compose/secret-key";

/**
 * The key that a work tree makes secrets from, made at its first use, for the owner's eyes alone.
 *
 * A state forgets its secrets when the stack is destroyed, but a volume that was kept may be locked with one of them:
 * the database in it goes on asking for the password that it was made with. From the key comes the same one again.
 */
export function readSecretKey(projectFolder: string): Buffer {
  const path = join(projectFolder, keyFile);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return Buffer.from(readFileSync(path, "utf8"), "base64");
}

/**
 * A secret of letters and digits: nothing that a URL, a shell or Neo4j would read as something else. The same key and
 * purpose give the same secret, which tells nothing of the key.
 */
export function deriveSecret(key: Buffer, purpose: string, length: number): string {
  let secret = "";
  for (let block = 0; secret.length < length; block++) {
    const bytes = createHmac("sha256", key).update(`${purpose}\n${block}`).digest();
    // Bytes beyond the last whole alphabet would make its first letters likelier.
    const even = bytes.filter((byte) => byte < 256 - (256 % alphabet.length));
    secret += Array.from(even, (byte) => alphabet.charAt(byte % alphabet.length)).join("");
  }
  return secret.slice(0, length);
}
