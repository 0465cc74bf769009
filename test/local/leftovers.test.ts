import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { endLeftovers } from "../../local/leftovers.ts";
import { isAlive, type ProcessIdentity, processOf } from "../../local/process.ts";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process of ours that ends when it is asked. */
async function runs(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ["-e", "console.log('up'); setInterval(() => {}, 1000)"]);
  children.push(child);
  await once(child.stdout, "data");
  const found = processOf(child.pid ?? -1);
  if (found === undefined) throw new Error("the child has ended already");
  return found;
}

function write(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
}

test("tasks and brokers that a state folder lists are ended, and nobody who has their pid by now", async () => {
  const state = mkdtempSync(join(tmpdir(), "cap-leftovers-"));
  const [main, init, broker, stranger] = await Promise.all([runs(), runs(), runs(), runs()]);
  write(join(state, "tasks/t1/run.json"), { main, init, startedAt: 1 });
  write(join(state, "tasks/t2/run.json"), { main: { ...stranger, start: "1" }, init: stranger.pid });
  write(join(state, "tasks/t3/run.json"), '{"main":');
  write(join(state, "brokers/c1/broker-1/process.json"), broker);
  write(join(state, "brokers/c1/broker-2/process.json"), "null");
  expect(await endLeftovers(state)).toBe(3);
  expect([main, init, broker, stranger].map(isAlive)).toEqual([false, false, false, true]);
  expect(await endLeftovers(state)).toBe(0);
});

test("a state folder that is not there lists nothing", async () => {
  expect(await endLeftovers(join(tmpdir(), "cap-leftovers-nowhere"))).toBe(0);
});
