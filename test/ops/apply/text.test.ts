import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { bundleAsText } from "../../../ops/apply/text.ts";
import { changed, plannedState, summaryOf } from "./given.ts";

const text = (...states: ReturnType<typeof plannedState>[]) =>
  stripVTControlCharacters(bundleAsText(summaryOf({ states }))).split("\n");

test("many new resources are told by type, the most frequent first, and the rest is counted", () => {
  const types = Array.from("abcdefghij");
  const changes = types.flatMap((t, i) =>
    Array.from({ length: 12 - i }, (_, n) => changed(`aws_${t}.r${n}`, "create")),
  );
  const lines = text(plannedState("runtime", { changes }));
  expect(lines.slice(1, 3)).toEqual(["  + 12 aws_a", "  + 11 aws_b"]);
  expect(lines[9]).toBe("  + and 7 more, of 2 types");
});

test("one type more than are named is named as well", () => {
  const changes = Array.from("abcdefghi").flatMap((t) => [1, 2, 3].map((n) => changed(`aws_${t}.r${n}`, "create")));
  expect(text(plannedState("runtime", { changes }))[9]).toBe("  + 3 aws_i");
});

test("one state changes, two change", () => {
  const state = (name: string) => plannedState(name, { changes: [changed("aws_sqs_queue.q")] });
  expect(text(state("a")).at(-1)).toBe("~ dev (usual): 1 state changes");
  expect(text(state("a"), state("b")).at(-1)).toBe("~ dev (usual): 2 states change");
});

test("what reads otherwise alarms nobody: most of it is noise, and a command tells", () => {
  const clause = "changed there: cap drift tells which";
  expect(text(plannedState("s", { drifted: 71 }))[0]).toBe(
    `= s: no change; 71 resources are spelt otherwise in AWS or were ${clause}`,
  );
  expect(text(plannedState("s", { drifted: 1 }))[0]).toBe(
    `= s: no change; 1 resource is spelt otherwise in AWS or was ${clause}`,
  );
});
