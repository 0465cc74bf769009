import { expect, test } from "vitest";
import { type LockHolder, readLock, type SeenLock } from "../../../ops/lock/holder.ts";
import { lockAsText } from "../../../ops/lock/text.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { elsewhere, env, gone, plant } from "./holding.ts";

/** What is said of a lock that beat so long ago. */
async function said(agoMs: number, process: LockHolder["process"]): Promise<string[]> {
  const clock = new ManualClock();
  const objects = new MemoryObjects(() => clock.now());
  await plant(objects, { process });
  await clock.advance(agoMs);
  return lockAsText(env, (await readLock(objects, env)) as SeenLock, clock.now()).split("\n  → ");
}

test("of somebody at work there is nothing to do", async () => {
  expect(await said(10_000, elsewhere)).toEqual([
    "staging is held by cap apply of grace@laptop-7, process 12 on laptop-7, since 2026-03-01 09:00:00 UTC; last heartbeat 10 s ago",
  ]);
});

test("what has ended is not to be stopped: it says how long to wait, why, and what then", async () => {
  const [held, ...next] = await said(17_000, gone);
  expect(held).toMatch(/its process has ended$/);
  expect(next).toEqual([
    "cap history --env staging",
    "wait 103 s: Terraform that it left may still be writing until then",
    "cap lock release --env staging",
  ]);
});

test("what was silent for two minutes can be released at once", async () => {
  const [, ...next] = await said(120_000, elsewhere);
  expect(next).toEqual(["cap history --env staging", "cap lock release --env staging"]);
});
