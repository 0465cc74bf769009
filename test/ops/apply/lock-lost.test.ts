import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import { type ApplyOptions, applyPlans } from "../../../ops/apply/engine.ts";
import { journalled } from "../../../ops/apply/journalled.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { type ApplyResult, exitOf, lockWasLost, resultAsText, resultOf } from "../../../ops/apply/result.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { readLock } from "../../../ops/lock/holder.ts";
import { withLock } from "../../../ops/lock/with-lock.ts";
import { atOnce } from "../../../ops/terraform/terraform.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { shell, stateOf, terraform, written } from "../../support/terraform-data.ts";
import { env, plant } from "../lock/holding.ts";
import { requestOf, summaryOf } from "./given.ts";

const slow = () =>
  stateOf({ quick: {}, slow: { provisioner: shell("sleep 60"), depends_on: ["terraform_data.quick"] } });

function opened() {
  const clock = new ManualClock();
  const objects = new FailingObjects(new MemoryObjects(() => clock.now()));
  return { clock, objects, journal: new Journal(objects, env) };
}
type Opened = ReturnType<typeof opened>;

/**
 * Applies one quick state, as many slow ones as run at once, and one that comes too late; the mishap comes in the middle of
 * the slow ones.
 */
async function applied({ clock, objects, journal }: Opened, mishap: () => Promise<void>) {
  const folders = [stateOf({ one: {} }), ...Array.from({ length: atOnce }, slow), stateOf({ late: {} })];
  const inTheMiddle = new Set<string>();
  const onProgress: ApplyOptions["onProgress"] = (state, p) => {
    if (p.phase !== "applies" || !p.progress.running.some((r) => r.includes("slow"))) return;
    if (inTheMiddle.size < atOnce && inTheMiddle.add(state).size === atOnce) void mishap();
  };
  const request = requestOf({ env, emulated: false });
  const lock = { env, objects, operation: "cap apply", signal: request.signal, note: () => {}, clock };
  const act = async (under: { readonly id: string; readonly signal: AbortSignal }): Promise<ApplyResult> => {
    const tf = terraform(under.signal);
    const plans = await planStates(tf, folders);
    const how = { tf, plans, before: new Set<string>(), agree: async () => {}, onProgress, settle: false };
    const stopped = { ...request, signal: under.signal };
    const end = await journalled(
      { journal, act: under.id },
      stopped,
      summaryOf(),
      (hooks) => applyPlans({ ...how, ...hooks }).end,
    );
    return resultOf(summaryOf(), end, performance.now(), under.signal);
  };
  const result = await withLock(lock, act, lockWasLost);
  return { result, folders, text: stripVTControlCharacters(resultAsText(result, request, true)) };
}

it.each([
  [
    "somebody else has taken it",
    async ({ clock, objects }: Opened) => {
      await plant(objects);
      await clock.advance(30_000);
    },
    /^cap apply has lost the lock of staging, it is in other hands: cap apply of grace@laptop-7/,
    "somebody-elses",
  ],
  [
    "the store does not answer for two minutes",
    async ({ clock, objects }: Opened) => {
      objects.writes = "refused";
      await clock.advance(120_000);
      objects.writes = "none";
    },
    /^cap apply has lost the lock of staging, it could not be written for 120 s: the line is cut/,
    undefined,
  ],
] as const)(
  "an apply whose lock is lost, because %s, ends as one that is stopped, and says what is applied, what is not, and what to run",
  async (_, mishap, because, holder) => {
    const around = opened();
    const { result, folders, text } = await applied(around, () => mishap(around));
    expect(exitOf(result)).toBe(1);
    expect(result).toMatchObject({ verdict: "lock-lost", because: expect.stringMatching(because) });
    const interrupted = Array.from({ length: atOnce }, () => "interrupted");
    expect(result.states.map((s) => s.result)).toEqual(["applied", ...interrupted, "not-started"]);
    for (const state of result.states.slice(1, -1)) expect(state).toMatchObject({ added: 1, planned: 2, cutOff: 1 });
    // Terraform was asked to end and has written what it had made.
    for (const folder of folders.slice(1, -1)) expect(written(folder)).toMatch(/"quick"[\s\S]*"status": "tainted"/);
    expect(text).toMatch(/interrupted +1 added, 1 cut off, of 2 planned/);
    expect(text).toContain("✖ cap apply has lost the lock of staging");
    expect(text.split("\n").slice(-4)).toEqual([
      `✖ dev (usual): the lock was lost; 1 of ${folders.length} states are applied, what was done is in the states`,
      "  → cap lock show --env staging",
      "  → cap history --env staging",
      "  → once nobody else is at it, the same command goes on from here: cap apply --env staging",
    ]);
    const { entries } = await around.journal.read(9);
    const told = entries.flatMap(({ result, reason }) => (reason === undefined ? [] : { result, reason }));
    expect(told).toEqual([{ result: "interrupted", reason: expect.stringMatching(because) }]);
    expect((await readLock(around.objects, env))?.holder?.id).toBe(holder);
  },
);

it("a lock that is lost when all is applied is told as well: somebody else may have been at it", () => {
  const done = { state: "durable", result: "applied", added: 1, changed: 0, destroyed: 0, seconds: 1 } as const;
  const { signal } = new AbortController();
  const result = resultOf(summaryOf(), { outcomes: [done], settled: [] }, performance.now(), signal);
  const lost = lockWasLost(result, new OperatorError("CAP_LOCK_LOST", "lost", []));
  expect(lost).toMatchObject({ verdict: "lock-lost", because: "lost", states: [{ result: "applied" }] });
  expect(exitOf(lost)).toBe(1);
  const text = stripVTControlCharacters(resultAsText(lost, requestOf({ env, emulated: false }), true));
  expect(text.split("\n").slice(-3)).toEqual([
    "  → cap lock show --env staging",
    "  → cap history --env staging",
    "  → once nobody else is at it, whether it is still as it was applied: cap drift --env staging",
  ]);
});
