import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { JournalEntry } from "../../../ops/journal/entry.ts";
import { journalAsText, unfinishedInWords, unfinishedRuns } from "../../../ops/journal/text.ts";

const entry: JournalEntry = {
  act: "a",
  at: "2026-03-01T10:00:00.000Z",
  environment: "prod",
  who: "ada",
  host: "workstation",
  operation: "apply",
  result: "failed",
  commit: "0123456789ab",
  bundle: "plan-fedcba987654",
  states: [
    { name: "durable", result: "applied" },
    { name: "runtime", result: "failed" },
  ],
  reason: "the alarm is known",
};

test("a line says when, what, how it ended, who, of which commit and bundle, and what became of each state", () => {
  const [head, line] = stripVTControlCharacters(journalAsText([entry])).split("\n");
  expect(head).toMatch(/^when \(UTC\) +what +result +who +commit +bundle +states, reason$/);
  expect(line).toBe(
    "2026-03-01 10:00:00  apply  failed  ada@workstation  01234567  plan-fedcba987654  durable applied, runtime failed; the alarm is known",
  );
});

test("what is not known is left out", () => {
  const { commit: _c, bundle: _b, states: _s, reason: _r, ...bare } = entry;
  expect(stripVTControlCharacters(journalAsText([bare])).split("\n")[1]).toBe(
    "2026-03-01 10:00:00  apply  failed  ada@workstation",
  );
});

test("a run that has ended is one line: its last entry has what became of each state", () => {
  const of = (act: string, result: JournalEntry["result"], more: Partial<JournalEntry> = {}): JournalEntry => ({
    ...entry,
    act,
    result,
    ...more,
  });
  const state = (name: string, result: string) => ({ states: [{ name, result }] });
  const ended = [
    of("a", "interrupted"),
    of("a-runtime", "interrupted", state("runtime", "interrupted")),
    of("a-durable", "ok", state("durable", "applied")),
    of("a-durable", "started", state("durable", "begun")),
    of("a", "started"),
  ].map(({ reason: _, ...e }) => e);
  const kept = of("a-durable-kept", "ok", { ...state("durable", "kept"), reason: "its creation was cut off" });
  const lines = (...entries: JournalEntry[]) => stripVTControlCharacters(journalAsText(entries)).split("\n").slice(1);
  expect(lines(...ended, kept)).toEqual([
    expect.stringMatching(/ apply +interrupted .* durable applied, runtime failed$/),
    expect.stringMatching(/ apply, one state +ok .* durable kept; its creation was cut off$/),
    "4 more in --json: when these began, and each state by itself",
  ]);
  const { states: _, ...cutOff } = of("a", "interrupted", { reason: "cut off" });
  expect(lines(cutOff, ...ended.slice(2))).toEqual([
    expect.stringMatching(/ apply +interrupted .* cut off$/),
    expect.stringMatching(/ apply, one state +ok .* durable applied$/),
    "2 more in --json: when these began, and each state by itself",
  ]);
  expect(lines(...ended.slice(1))).toEqual([
    expect.stringMatching(/ apply, one state +interrupted .* runtime interrupted$/),
    expect.stringMatching(/ apply, one state +ok .* durable applied$/),
    expect.stringMatching(/ apply +started /),
    "1 more in --json: when these began, and each state by itself",
  ]);
});

test("the page of a run stays whole, however long it is", () => {
  const run = `https://github.com/${"x".repeat(200)}/actions/runs/7/attempts/1`;
  expect(stripVTControlCharacters(journalAsText([{ ...entry, run }]))).toContain(`ada in ${run}`);
});

test("what has no end is said with who, when, and how to find out", () => {
  expect(unfinishedInWords({ ...entry, result: "started" })).toBe(
    "apply of ada@workstation, started 2026-03-01 10:00:00 UTC, has no end in the journal: it runs, or it was cut off",
  );
});

test("an apply that was cut off is told once, not for each state that it had begun as well", () => {
  const whole: JournalEntry = { ...entry, result: "started" };
  const state: JournalEntry = { ...whole, act: `${entry.act}-runtime` };
  const other: JournalEntry = { ...whole, act: "b", operation: "destroy" };
  expect(unfinishedRuns([state, whole, other])).toEqual([whole, other]);
});
