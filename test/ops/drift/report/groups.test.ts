import { expect, test } from "vitest";
import type { Finding } from "../../../../ops/drift/finding.ts";
import { groupsOf, worst } from "../../../../ops/drift/report/groups.ts";
import fc from "../../../support/properties.ts";
import { finding, night, unmanaged } from "../findings.ts";

const at = (minutes: number, who = "eve", call = "X"): Partial<Finding> => ({
  by: { who, at: new Date(Date.UTC(2026, 1, 28, 22, minutes)).toISOString(), call },
});
const some = (n: number, more: Partial<Finding>): Finding => finding({ address: `aws_sqs_queue.q${n}` }, more);
const numbers = (findings: readonly Finding[]) => groupsOf(findings).map((g) => g.findings.map((f) => f.address));

test("what one caller did in one sitting is one group, each call within five minutes of the one before", () => {
  const all = [some(1, at(8)), some(2, at(4)), some(3, at(0)), some(4, at(30))];
  expect(numbers(all)).toEqual([["aws_sqs_queue.q1", "aws_sqs_queue.q2", "aws_sqs_queue.q3"], ["aws_sqs_queue.q4"]]);
});

test("two callers at the same time are two groups", () =>
  expect(groupsOf([some(1, at(0)), some(2, at(0, "bob"))]).map((g) => g.by?.who)).toEqual(["eve", "bob"]));

test("two calls of one caller at the same time are two groups: neither is said to have done what the other did", () => {
  const all = [some(1, at(0, "eve", "CreateRole")), some(2, at(0, "eve", "UpdateService"))];
  expect(groupsOf(all).map((g) => g.by?.call)).toEqual(["CreateRole", "UpdateService"]);
});

test("without a caller a resource is a group, with all that differs in it", () => {
  const all = [finding(), finding({ attribute: "policy" }), some(2, {}), finding(unmanaged("aws_sqs_queue", "q"))];
  expect(groupsOf(all).map((g) => g.findings.length)).toEqual([2, 1, 1]);
});

test("two states with one address are two groups", () =>
  expect(groupsOf([finding(), finding({ state: "recovery" })])).toHaveLength(2));

test("what is not applied is one group for each state", () => {
  const ahead = (state: string, n: number) => finding({ kind: "undeployed", state, address: `aws_sqs_queue.q${n}` });
  expect(
    groupsOf([ahead("durable", 1), ahead("runtime", 2), ahead("durable", 3)]).map((g) => g.findings.length),
  ).toEqual([2, 1]);
});

test("every finding is in one group, groups and findings keep the order of the worst", () => {
  fc.assert(
    fc.property(fc.subarray([...night.findings]), (all) => {
      const groups = groupsOf(all);
      expect(new Set(groups.flatMap((g) => g.findings))).toEqual(new Set(all));
      expect(groups.flatMap((g) => g.findings)).toHaveLength(all.length);
      const heads = groups.map((g) => all.indexOf(g.findings[0]));
      expect(heads).toEqual(heads.toSorted((a, b) => a - b));
    }),
  );
});

test("the worst is that of any of them", () => {
  expect(worst(night.findings.toReversed())).toBe("security");
  expect(worst([finding({ attribute: "tags.a" })])).toBe("tags");
});
