import { setTimeout as sleep } from "node:timers/promises";

const pause = 500;
const patience = 120_000;

/** Asks again and again until the answer is not `undefined`; gives up, late, with what it was waiting for. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + patience;
  let lastError = "";
  while (Date.now() < deadline) {
    try {
      const answer = await look();
      if (answer !== undefined) return answer;
      lastError = "";
    } catch (error) {
      lastError = ` (${(error as Error).message})`;
    }
    await sleep(pause);
  }
  throw new Error(`waited ${patience / 1_000} s in vain for ${what}${lastError}`);
}
