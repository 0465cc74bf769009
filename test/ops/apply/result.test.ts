import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, test } from "vitest";
import { exitCode, OperatorError } from "../../../contracts/errors.ts";
import type { Applied } from "../../../ops/apply/engine.ts";
import { holds, type Outcome, type Settled } from "../../../ops/apply/outcome.ts";
import type { ApplyRequest } from "../../../ops/apply/request.ts";
import { exitOf, resultAsText, resultOf } from "../../../ops/apply/result.ts";
import { goesOn } from "../../../ops/terraform/run.ts";
import { changeOf } from "../../support/plans.ts";
import { requestOf, summaryOf } from "./given.ts";

const outcome = (state: string, result: Outcome["result"], more: Partial<Outcome> = {}): Outcome => ({
  state,
  result,
  added: 0,
  changed: 0,
  destroyed: 0,
  seconds: 1.5,
  ...more,
});
const came = (outcomes: readonly Outcome[], settled: readonly Settled[] = [], signal = new AbortController().signal) =>
  resultOf(summaryOf(), { outcomes, settled } satisfies Applied, performance.now(), signal);
const text = (r: ReturnType<typeof came>, more: Partial<ApplyRequest> = {}, stays = true) =>
  stripVTControlCharacters(resultAsText(r, requestOf(more), stays));

const unexplained = (path: string, hidden = false) => ({
  ...{ resource: changeOf("aws_sqs_queue.q", {}), path, before: "a", after: "b", hidden },
});
const drifted: Settled = { state: "s", noise: [], drift: [unexplained("delay")] };
const blind: Settled = { state: "s", noise: [], drift: [], error: new Error("AccessDenied") };

describe("how an apply ends", () => {
  const applied = outcome("s", "applied", { added: 2 });
  it.each([
    ["nothing to change", [], [], "unchanged", exitCode.ok],
    ["only unchanged", [outcome("s", "unchanged")], [], "unchanged", exitCode.ok],
    ["only done before", [outcome("s", "before")], [], "unchanged", exitCode.ok],
    ["applied", [applied], [], "applied", exitCode.ok],
    ["one failed", [applied, outcome("t", "failed")], [drifted], "failed", exitCode.toolError],
    ["one declined", [applied, outcome("t", "declined")], [drifted], "declined", exitCode.refused],
    ["failed and declined", [outcome("s", "failed"), outcome("t", "declined")], [], "failed", exitCode.toolError],
    ["one not started", [applied, outcome("t", "not-started")], [], "declined", exitCode.refused],
    ["drift right after", [applied], [drifted, blind], "drift", exitCode.findings],
    ["no look right after", [applied], [blind], "unknown", exitCode.couldNotLook],
  ] as const)("%s", (_, outcomes, settled, verdict, exit) => {
    const result = came(outcomes, settled);
    expect(result.verdict).toBe(verdict);
    expect(exitOf(result)).toBe(exit);
  });
});

test("states that read from it go on after what is applied, unchanged or done before, and after nothing else", () => {
  const all = ["applied", "unchanged", "before", "failed", "interrupted", "declined", "not-started"] as const;
  expect(all.filter((result) => holds(outcome("s", result)))).toEqual(["applied", "unchanged", "before"]);
});

describe("the result", () => {
  it("says what is applied and what is not, why, and that the same command goes on", () => {
    const error = new OperatorError("CAP_TERRAFORM", "AccessDenied on aws_sqs_queue.q", []);
    const said = text(
      came([
        outcome("durable", "applied", { added: 3, changed: 1 }),
        outcome("runtime", "failed", { error }),
        outcome("web", "not-started", { because: "runtime, which it reads from, was not applied" }),
      ]),
    );
    expect(said).toMatch(/durable +│? *applied.*3 added, 1 changed/);
    expect(said).toContain("✖ runtime: AccessDenied on aws_sqs_queue.q");
    expect(said).toContain("✖ web: runtime, which it reads from, was not applied");
    expect(said).toContain("1 of 3 states are applied");
    expect(said).toContain("the same command goes on from here");
  });

  it("accounts for all that was planned: what needed nothing in the end is told as well", () => {
    const all = outcome("durable", "applied", { added: 45, planned: 46 });
    expect(text(came([all, outcome("web", "applied", { planned: 1 })]))).toMatch(
      /durable +applied +45 added, 1 needed nothing [\s\S]*web +applied +1 needed nothing /,
    );
    expect(text(came([outcome("durable", "applied", { added: 3, planned: 3 })]))).toMatch(/applied +3 added +1/);
  });

  it("of a failed state counts what was done before it failed, and gives its own next steps", () => {
    const error = new OperatorError("CAP_TERRAFORM", "1 failed", [goesOn, "the whole output: x.log"]);
    const result = came([outcome("runtime", "failed", { error, added: 294, planned: 295 })]);
    expect(result.states).toMatchObject([{ added: 294, planned: 295, nextSteps: ["the whole output: x.log"] }]);
    expect(text(result)).toMatch(/runtime +failed +294 added, of 295 planned/);
    expect(text(result)).toContain("→ the whole output: x.log");
  });

  it("of an interrupted apply says so, counts what was done, and nothing of it is called a failure or declined", () => {
    const because = "interrupted; 12 cut off while they were made: the same command keeps them or makes them anew";
    const late = outcome("web", "not-started", { because: "it was asked to stop before" });
    const error = new DOMException("This operation was aborted", "AbortError");
    const runtime = outcome("runtime", "interrupted", { because, error, added: 40, cutOff: 12, planned: 61 });
    const result = came([runtime, late], [{ ...blind, error }], AbortSignal.abort());
    expect(result).toMatchObject({
      verdict: "interrupted",
      states: [{ added: 40, cutOff: 12, planned: 61, because }, {}],
    });
    expect(exitOf(result)).toBe(exitCode.interrupted);
    expect(text(result)).toMatch(/runtime +interrupted +40 added, 12 cut off, of 61 planned/);
    expect(text(result)).toContain(
      "dev (usual): interrupted; 0 of 2 states are applied, what was done is in the states",
    );
    expect(text(result)).toContain("? s: applied, and interrupted before it was looked at once more");
    expect(text(result)).not.toMatch(/aborted|declined|failed/);
  });

  it("of a stop that came when all was done is that of what was done", () => {
    expect(came([outcome("s", "applied")], [], AbortSignal.abort()).verdict).toBe("applied");
  });

  it("of a state that nobody could agree to gives the ways to agree, not the command that ended here", () => {
    const error = new OperatorError("CAP_NOBODY_TO_ASK", "nobody can be asked", ["cap apply --accept-unknown"]);
    expect(text(came([outcome("s", "declined", { error })]))).toMatch(
      /nobody agreed to the rest\n {2}→ cap apply --accept-unknown$/,
    );
  });

  it("sends to the health of what is still there; an emulated AWS that ends with the command is kept running first", () => {
    const well = came([outcome("s", "applied")]);
    expect(text(well).split("\n").at(-1)).toBe("  → cap health --env dev --emulated");
    expect(text(well, {}, false).split("\n").slice(-2)).toEqual([
      "  → its emulated AWS ends with this command; to keep one running: cap up --env dev --emulated --detach",
      "  → then: cap health --env dev --emulated",
    ]);
    const bootstrap = text(well, { verb: "bootstrap", release: "r.json", emulated: false });
    expect(bootstrap.split("\n").at(-1)).toBe("  → cap plan --env dev --release r.json");
  });

  it("shows drift by attribute with both values, and no secret of it", () => {
    const result = came(
      [outcome("s", "applied")],
      [{ ...drifted, drift: [unexplained("delay"), unexplained("key", true)] }],
    );
    expect(text(result)).toContain('s: aws_sqs_queue.q delay: "a" → "b"');
    expect(text(result)).toContain("s: aws_sqs_queue.q key: (sensitive) → (sensitive)");
    expect(text(result)).toContain("cap drift --env dev");
    expect(result.drift[0]).toEqual({
      state: "s",
      address: "aws_sqs_queue.q",
      attribute: "delay",
      before: '"a"',
      after: '"b"',
    });
  });

  it("says what could not be seen, and counts what was explained by its rule", () => {
    const noise = ["empty", "order", "empty"].map((rule) => ({ rule, address: "a.b", attribute: "c" }));
    const result = came([outcome("s", "applied")], [blind, { state: "t", noise, drift: [] } as Settled]);
    expect(text(result)).toContain("? s: AccessDenied");
    expect(result).toMatchObject({ blind: [{ state: "s", because: "AccessDenied" }], noise: { empty: 2, order: 1 } });
  });
});
