import { expect, it } from "vitest";
import type { AppliedState } from "../../../ops/apply/all-states.ts";
import { applyingSteps, progressInWords } from "../../../ops/apply/applying.ts";

const state: AppliedState = { name: "slow", resources: 1, added: 1, changed: 0, destroyed: 0, seconds: 1 };

it("a state that fails ends its step only when no other is being applied any more", async () => {
  const slow = Promise.withResolvers<AppliedState>();
  const failed = Promise.reject(new Error("refused"));
  failed.catch(() => {});
  const states = new Map([
    ["failed", failed],
    ["slow", slow.promise],
  ]);
  const kept: string[] = [];
  const steps = applyingSteps(
    () => states,
    (applied) => kept.push(...applied.map((s) => s.name)),
  );
  let ended = false;
  const ends = Promise.allSettled(steps.map((step) => step.run(() => {})));
  void ends.then(() => {
    ended = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ended).toBe(false);
  slow.resolve(state);
  expect(await ends).toMatchObject([{ status: "rejected" }, { status: "fulfilled", value: "1 resources, 1 added" }]);
  expect(kept).toEqual(["slow"]);
});

it("a state that is applied says how far it is and what it is at, at most three by name", () => {
  const said = (running: readonly string[]) => {
    const tally = { added: 40, changed: 0, destroyed: 0 };
    return progressInWords({ phase: "applies", progress: { done: 40, total: 61, running, tally } });
  };
  expect(said([])).toBe("40 of 61");
  expect(said(["a.b"])).toBe("40 of 61; a.b");
  expect(said(["a", "b", "c", "d", "e"])).toBe("40 of 61; a, b, c, and 2 more");
});
