import { expect, test } from "vitest";
import {
  knownBy,
  knownIn,
  knownOf,
  knownPairs,
  regionOf,
  regionsOf,
  type StateResource,
} from "../../../../ops/probes/inventory/known.ts";

const one = (type: string, values: Record<string, unknown>): StateResource => ({
  state: "runtime",
  address: `${type}.x`,
  type,
  values,
});
const queue = one("aws_sqs_queue", { name: "q", arn: "a" });
const nameless = one("aws_sqs_queue", { name: null });
const table = one("aws_dynamodb_table", { name: "t" });
const known = knownOf([queue, nameless, table]);

test("resources are asked for by type; of a type that no state has there are none", () => {
  expect(known.ofType("aws_sqs_queue")).toEqual([queue, nameless]);
  expect(known.ofType("aws_sns_topic")).toEqual([]);
  expect(known.resources).toHaveLength(3);
});

test("resources of several types are found by an attribute; without a text there it is none", () => {
  const found = knownBy(known, ["aws_sqs_queue", "aws_dynamodb_table"], "name");
  expect([...found]).toEqual([
    ["q", queue],
    ["t", table],
  ]);
});

test("a Region has what its ARN says, what belongs to none, and copies of tables; nothing of another", () => {
  const topic = (region: string) => one("aws_sns_topic", { arn: `arn:aws:sns:${region}:1:t`, name: region });
  const role = one("aws_iam_role", { arn: "arn:aws:iam::1:role/r" });
  const replica = one("aws_dynamodb_table_replica", { arn: "arn:aws:dynamodb:eu-west-1:1:table/t" });
  const all = knownOf([topic("eu-west-1"), topic("eu-central-1"), role, replica, queue]);
  expect(regionsOf(all)).toEqual(["eu-central-1", "eu-west-1"]);
  expect(knownIn(all, "eu-central-1").resources).toEqual([topic("eu-central-1"), role, replica, queue]);
  expect([topic("x"), role, queue, nameless].map(regionOf)).toEqual(["x", undefined, undefined, undefined]);
});

test("two attributes name what hangs on another", () => {
  const policies = knownOf([one("aws_iam_role_policy", { role: "r", name: "grants" })]);
  expect(knownPairs(policies, "aws_iam_role_policy", "role", "name")).toEqual(new Set(["r/grants"]));
});
