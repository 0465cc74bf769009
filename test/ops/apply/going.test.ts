import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { goingInWords, goneInWords } from "../../../ops/apply/going.ts";
import type { Plan } from "../../../ops/terraform/plan.ts";

const planOf = (name: string, types: readonly string[]): Plan => ({
  state: { name, dir: "", dependsOn: [] },
  counts: { add: 0, change: 0, remove: types.length, import: 0 },
  changes: types.map((type, i) => ({ address: `${type}.r${i}`, type, action: "delete" })),
  outputs: [],
  drifted: 0,
  empty: false,
});

test("what goes is told by state and type, in the order in which it goes, the most first", () => {
  const plans = [
    planOf("runtime", ["aws_sqs_queue", "aws_iam_role", "aws_iam_role"]),
    planOf("durable", ["aws_kms_key"]),
  ];
  expect(goingInWords("local", plans, undefined).split("\n")).toEqual([
    "goes from local:",
    "  runtime  3: 2 aws_iam_role, 1 aws_sqs_queue",
    "  durable  1: 1 aws_kms_key",
  ]);
});

test("the folder that is removed as well is named", () => {
  expect(goingInWords("local", [], "/srv/cap/local")).toBe(
    "goes from local:\n  the data on this machine: /srv/cap/local",
  );
  expect(goingInWords("local", [], undefined)).toBe("local: nothing goes");
});

test("only the most frequent types are named, so that a line stays one; the rest is counted", () => {
  const many = Array.from("abcdefg").flatMap((letter, i) => Array<string>(9 - i).fill(`aws_${letter}`));
  expect(goingInWords("dev", [planOf("runtime", many)], undefined).split("\n")).toEqual([
    "goes from dev:",
    "  runtime  42: 9 aws_a, 8 aws_b, 7 aws_c, 6 aws_d, 5 aws_e, and 7 more, of 2 types",
  ]);
});

test("what holds data is told with it: it goes as well", () => {
  const plans = [
    planOf("runtime", ["aws_msk_cluster", "aws_sqs_queue"]),
    planOf("durable", ["aws_s3_bucket", "aws_s3_bucket", "aws_dynamodb_table"]),
  ];
  expect(goingInWords("dev", plans, undefined)).toContain(
    "\n  with all that is in them: 2 buckets, 1 table, 1 Kafka cluster",
  );
});

test("afterwards it is told what went, what stays, and how it comes back", () => {
  const states = [
    { name: "runtime", destroyed: 300 },
    { name: "durable", destroyed: 110 },
  ];
  const gone = { environment: "dev", states, stays: ["bootstrap", "account"] };
  expect(stripVTControlCharacters(goneInWords(gone, "cap apply --env dev")).split("\n")).toEqual([
    "dev: 300 resources of runtime, 110 resources of durable destroyed",
    "  what stays: bootstrap and account, for they belong to the account; what was made by hand and is in no state",
    "  → to make it anew: cap apply --env dev",
  ]);
  expect(goneInWords({ ...gone, states: [], stays: [] }, "")).toContain("dev: there was nothing to destroy");
});
