import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deriveSecret, keyFile, readSecretKey } from "../../components/secret-key";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secret-key-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a work tree has one key, which only its owner reads", () => {
  const key = readSecretKey(folder);
  expect(key).toHaveLength(32);
  expect(readSecretKey(folder)).toEqual(key);
  expect(statSync(join(folder, keyFile)).mode & 0o777).toBe(0o600);
});

test("the same key and purpose give the same secret, and others another", () => {
  const key = readSecretKey(folder);
  const secret = deriveSecret(key, "shop-dev/graphPassword", 100);
  expect(secret).toMatch(/^[A-Za-z0-9]{100}$/);
  expect(deriveSecret(key, "shop-dev/graphPassword", 100)).toBe(secret);
  expect(deriveSecret(key, "shop-test/graphPassword", 100)).not.toBe(secret);
  expect(deriveSecret(Buffer.alloc(32), "shop-dev/graphPassword", 100)).not.toBe(secret);
});
