import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "../contracts/errors.ts";

const tries = 100;

/** The first free TCP port on 127.0.0.1 from `wanted` on. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + tries && port <= 65_535; port++) if (await isFree(port)) return port;
  throw new OperatorError("CAP_NO_PORT", `no port from ${wanted} to ${wanted + tries - 1} is free on 127.0.0.1`, [
    "end what listens there: ss -ltnp",
  ]);
}

/** Whether we could listen on this port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/**
 * Waits until the port is free, for at most `limitMs`: a killed process may look ended for a moment before the system
 * has closed what it listened at.
 */
export async function portFreed(port: number, limitMs: number, signal: AbortSignal): Promise<void> {
  for (const until = Date.now() + limitMs; !(await isFree(port)) && Date.now() < until; )
    await sleep(50, undefined, { signal });
}
