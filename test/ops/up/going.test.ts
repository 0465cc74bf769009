import { expect, test } from "vitest";
import type { Plan } from "../../../ops/terraform/plan.ts";
import { goingInWords } from "../../../ops/up/going.ts";

const planOf = (name: string, types: readonly string[]): Plan => ({
  state: { name, dir: "", dependsOn: [] },
  counts: { add: 0, change: 0, remove: types.length, import: 0 },
  changes: types.map((type, i) => ({ address: `${type}.r${i}`, type, action: "delete" })),
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
