import { describe, expect, it, test } from "vitest";
import { type ExitCode, exitCode, OperatorError } from "../../../contracts/errors.ts";
import { dev } from "../../../environments/dev.ts";
import type { Applied, ApplyOptions } from "../../../ops/apply/engine.ts";
import { doneBy, journalled, tellUnfinished, unlessRefused } from "../../../ops/apply/journalled.ts";
import type { Outcome } from "../../../ops/apply/outcome.ts";
import { begin } from "../../../ops/journal/act.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { listening, requestOf, summaryOf } from "./given.ts";

const actor = { who: "ada", host: "laptop" };
const bundle = summaryOf();

function opened() {
  const clock = new ManualClock();
  const objects = new FailingObjects(new MemoryObjects());
  return { clock, objects, journal: new Journal(objects, dev, { actor, clock }) };
}
type Hooks = Pick<ApplyOptions, "onBegin" | "onEnd">;
const outcome = (state: string, result: Outcome["result"]): Outcome => ({
  state,
  result,
  added: 0,
  changed: 0,
  destroyed: 0,
  seconds: 0,
});

/** An apply of states, each beginning after the one before has ended. */
const running =
  (clock: ManualClock, ...outcomes: Outcome[]) =>
  async ({ onBegin, onEnd }: Hooks): Promise<Applied> => {
    for (const o of outcomes) {
      await clock.advance(1);
      if (["applied", "failed", "interrupted"].includes(o.result)) {
        await onBegin(o.state);
        await clock.advance(1);
        await onEnd(o);
      }
    }
    await clock.advance(1);
    return { outcomes, settled: [] };
  };
/** An apply that is killed while it writes a state. */
const killedAt =
  (clock: ManualClock, state: string) =>
  async ({ onBegin }: Hooks): Promise<Applied> => {
    await clock.advance(1);
    await onBegin(state);
    throw new Error("killed");
  };

describe("an apply in the journal", () => {
  it("has a beginning and an end, for all of it and for each state that was written", async () => {
    const { clock, journal } = opened();
    const run = running(
      clock,
      outcome("durable", "applied"),
      outcome("runtime", "failed"),
      outcome("web", "not-started"),
    );
    await journalled({ journal, act: "a" }, requestOf(), bundle, run);
    const { entries } = await journal.read(20);
    expect(
      entries.toReversed().map((e) => [e.act, e.result, e.states?.map((s) => `${s.name} ${s.result}`).join()]),
    ).toEqual([
      ["a", "started", undefined],
      ["a-durable", "started", "durable begun"],
      ["a-durable", "ok", "durable applied"],
      ["a-runtime", "started", "runtime begun"],
      ["a-runtime", "failed", "runtime failed"],
      ["a", "failed", "durable applied,runtime failed,web not-started"],
    ]);
    expect(new Set(entries.map((e) => `${e.operation} ${e.bundle} ${e.commit}`))).toEqual(
      new Set([`apply ${bundle.id} ${bundle.commit}`]),
    );
    expect(await journal.unfinished()).toEqual([]);
  });

  it.each([
    [["applied", "unchanged", "before"], "ok"],
    [["applied", "declined"], "refused"],
    [["declined", "failed"], "failed"],
  ] as const)("of states that are %s ends %s", async (results, end) => {
    const { clock, journal } = opened();
    const run = running(clock, ...results.map((r, i) => outcome(`s${i}`, r)));
    await journalled({ journal, act: "a" }, requestOf(), bundle, run);
    expect((await journal.read(1)).entries[0]?.result).toBe(end);
  });

  it("that was stopped by a person ends interrupted, unless all of it was done", async () => {
    const stopped = requestOf({ signal: AbortSignal.abort() });
    for (const [result, end] of [
      ["failed", "interrupted"],
      ["applied", "ok"],
    ] as const) {
      const { clock, journal } = opened();
      await journalled({ journal, act: "a" }, stopped, bundle, running(clock, outcome("s", result)));
      expect((await journal.read(1)).entries[0]?.result).toBe(end);
    }
    const { clock, journal } = opened();
    await journalled({ journal, act: "a" }, stopped, bundle, running(clock, outcome("s", "interrupted")));
    const results = (await journal.read(2)).entries.map((e) => [e.act, e.result]);
    expect(results).toEqual([
      ["a", "interrupted"],
      ["a-s", "interrupted"],
    ]);
  });

  it("keeps the reason for which it was done despite a red health, from its first entry on", async () => {
    const { clock, journal } = opened();
    const run = running(clock, outcome("durable", "applied"));
    await journalled({ journal, act: "a" }, requestOf({ despiteHealth: "it is the cure" }), bundle, run);
    const whole = (await journal.read(9)).entries.filter((e) => e.act === "a");
    expect(whole.map((e) => e.reason)).toEqual(Array(2).fill("despite health: it is the cure"));
  });

  it("that mends drift is called so", async () => {
    const { clock, journal } = opened();
    const mending = new Map([["runtime", ["aws_sqs_queue.q"]]]);
    await journalled({ journal, act: "a" }, requestOf({ mending }), bundle, running(clock));
    expect((await journal.read(1)).entries[0]?.operation).toBe("drift-fix");
  });

  it("does not begin where the journal cannot be written; nor does a state of it", async () => {
    const { clock, objects, journal } = opened();
    objects.writes = "refused";
    const run = running(clock, outcome("durable", "applied"));
    await expect(journalled({ journal, act: "a" }, requestOf(), bundle, run)).rejects.toMatchObject({
      code: "CAP_RECORDS",
    });
    objects.writes = "none";
    const late = journalled({ journal, act: "b" }, requestOf(), bundle, async (hooks) => {
      objects.writes = "refused";
      return await run(hooks);
    });
    await expect(late).rejects.toMatchObject({
      code: "CAP_RECORDS",
      message: expect.stringContaining("nothing was changed"),
    });
  });

  it("goes on when it cannot be written that a state was applied: it was", async () => {
    const { clock, objects, journal } = opened();
    const { out, notes } = listening();
    const applied = await journalled({ journal, act: "a" }, requestOf({ out }), bundle, async ({ onBegin, onEnd }) => {
      await onBegin("durable");
      objects.writes = "refused";
      await onEnd(outcome("durable", "applied"));
      objects.writes = "none";
      return await running(clock)({ onBegin, onEnd });
    });
    expect(applied.outcomes).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/the journal does not know of durable/)]);
  });
});

describe("what a bundle has done", () => {
  it("is what was applied, and what was begun and failed or was cut off; nothing of another bundle", async () => {
    const { clock, journal } = opened();
    const run = running(clock, outcome("durable", "applied"), outcome("runtime", "failed"), outcome("web", "declined"));
    await journalled({ journal, act: "a" }, requestOf(), bundle, run);
    await clock.advance(1);
    await expect(journalled({ journal, act: "b" }, requestOf(), bundle, killedAt(clock, "account"))).rejects.toThrow();
    expect(Object.fromEntries(await doneBy(journal, bundle.id))).toEqual({
      durable: "applied",
      runtime: "begun",
      account: "begun",
    });
    expect((await doneBy(journal, "plan-another")).size).toBe(0);
  });

  it("is what it came to last: what failed first and was applied then is applied", async () => {
    const { clock, journal } = opened();
    for (const result of ["failed", "applied"] as const) {
      await journalled(
        { journal, act: `a-${result}` },
        requestOf(),
        bundle,
        running(clock, outcome("durable", result)),
      );
      await clock.advance(1);
    }
    const again = running(clock, outcome("durable", "before"), outcome("runtime", "not-started"));
    await journalled({ journal, act: "again" }, requestOf(), bundle, again);
    expect([...(await doneBy(journal, bundle.id))]).toEqual([["durable", "applied"]]);
  });

  it("is not what a plan or a mending has told of", async () => {
    const { journal } = opened();
    const states = [{ name: "durable", result: "applied" }];
    await journal.append({ act: "p", operation: "plan", result: "ok", bundle: bundle.id, states });
    await journal.append({ act: "q", operation: "drift-fix", result: "ok", bundle: bundle.id, states });
    expect((await doneBy(journal, bundle.id)).size).toBe(0);
  });
});

describe("what was cut off", () => {
  test("is told in one line with its states, who and what, and only once", async () => {
    const { clock, journal } = opened();
    await expect(journalled({ journal, act: "a" }, requestOf(), bundle, killedAt(clock, "durable"))).rejects.toThrow();
    await clock.advance(1);
    const notes: string[] = [];
    await tellUnfinished(journal, (line) => notes.push(line));
    expect(notes).toEqual([expect.stringMatching(/^apply of durable by ada@laptop at 2026-03-01 .* UTC.*was cut off/)]);
    expect(notes[0]).toContain(`bundle ${bundle.id}`);
    expect(notes[0]).toContain("the same command goes on");
    await tellUnfinished(journal, (line) => notes.push(line));
    expect(notes).toHaveLength(1);
    expect(await journal.unfinished()).toEqual([]);
    // It is ended, not forgotten: whoever goes on with the bundle plans that state again.
    expect([...(await doneBy(journal, bundle.id))]).toEqual([["durable", "begun"]]);
  });

  test("of a state alone, whose whole was ended with the lock, is told as well", async () => {
    const { clock, journal } = opened();
    const whole = await begin(journal, { act: "a", operation: "apply" }, () => {});
    await journal.append({
      act: "a-durable",
      operation: "apply",
      result: "started",
      states: [{ name: "durable", result: "begun" }],
    });
    await clock.advance(1);
    await whole.end({ result: "interrupted" });
    const notes: string[] = [];
    await tellUnfinished(journal, (line) => notes.push(line));
    expect(notes).toEqual([expect.stringMatching(/^apply of durable by/)]);
  });

  test("is not a release of a lock that is under way", async () => {
    const { journal } = opened();
    await begin(journal, { act: "u", operation: "unlock" }, () => {});
    await tellUnfinished(journal, () => expect.unreachable());
    expect(await journal.unfinished()).toHaveLength(1);
  });
});

describe("what ends before it begins", () => {
  const refusal = (exit: ExitCode) => new OperatorError("CAP_X", "why", [], { exit });

  it.each([
    [refusal(exitCode.refused), "refused"],
    [refusal(exitCode.toolError), "failed"],
    [new Error("why"), "failed"],
    [refusal(exitCode.interrupted), "interrupted"],
  ])("is a line in the journal that says why (%#)", async (error, result) => {
    const { journal } = opened();
    const prepare = unlessRefused(
      { journal, act: "a" },
      { operation: "destroy", same: "cap x", note: () => {} },
      async () => {
        throw error;
      },
    );
    await expect(prepare).rejects.toBe(error);
    expect((await journal.read(9)).entries).toMatchObject([{ operation: "destroy", result, reason: "why" }]);
  });

  it("says that nothing was changed, and the command once more, where it was stopped", async () => {
    const { journal } = opened();
    const asWhat = { operation: "apply", same: "cap apply --env dev", note: () => {} } as const;
    const prepare = unlessRefused({ journal, act: "a" }, asWhat, async () => AbortSignal.abort().throwIfAborted());
    const message = "interrupted before it began; nothing in AWS was changed";
    await expect(prepare).rejects.toMatchObject({
      code: "CAP_INTERRUPTED",
      exit: 130,
      message,
      nextSteps: ["cap apply --env dev"],
    });
    expect((await journal.read(9)).entries).toMatchObject([{ result: "interrupted", reason: message }]);
  });

  it("ends as it did where the journal cannot be told; that is said", async () => {
    const { objects, journal } = opened();
    objects.writes = "refused";
    const notes: string[] = [];
    const asWhat = { operation: "apply", same: "cap x", note: (line: string) => void notes.push(line) } as const;
    const prepare = unlessRefused({ journal, act: "a" }, asWhat, async () => {
      throw refusal(exitCode.refused);
    });
    await expect(prepare).rejects.toMatchObject({ code: "CAP_X" });
    expect(notes).toEqual([expect.stringContaining("does not know that this was refused")]);
  });
});
