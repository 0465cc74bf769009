import { expect, test } from "vitest";
import { followersIn, withFollowers } from "../../../ops/drift/followers.ts";
import type { ResourceChange } from "../../../ops/terraform/show.ts";
import { changeOf, heldResource, planWith } from "../../support/plans.ts";

const [fn, alias, rule] = ["aws_lambda_function.f", "aws_lambda_alias.live", "aws_cloudwatch_event_rule.r"];

/** The alias gets the version that putting the function back makes. */
const aliasFollows = changeOf(alias, {
  before: { function_version: "1" },
  after: {},
  after_unknown: { function_version: true },
});
const memory = { before: { memory_size: 512 }, after: { memory_size: 256 } };
const functionBack = changeOf(fn, { ...memory, after_unknown: { version: true } });
const functionDrifted = changeOf(fn, { before: memory.after, after: memory.before });

const followers = (resource_changes: ResourceChange[], resource_drift: ResourceChange[], dependsOn = [fn]) =>
  followersIn([
    {
      state: "runtime",
      plan: planWith({ resource_changes, resource_drift, held: [heldResource(alias, {}, dependsOn)] }),
      ignored: new Map(),
    },
  ]);

test("a resource follows what it was made from when that is put back", () => {
  expect(followers([functionBack, aliasFollows], [functionDrifted])).toEqual([
    { state: "runtime", address: alias, after: [fn] },
  ]);
});

test("none follows that was not made from it, that the plan leaves as it is, that has drifted, or that the code has otherwise", () => {
  expect(followers([functionBack, aliasFollows], [functionDrifted], [])).toEqual([]);
  expect(followers([functionBack, changeOf(alias, { actions: ["no-op"] })], [functionDrifted])).toEqual([]);
  expect(followers([functionBack, aliasFollows], [functionDrifted, aliasFollows])).toEqual([]);
  const otherwise = changeOf(alias, { before: { description: "a" }, after: { description: "b" } });
  expect(followers([functionBack, otherwise], [functionDrifted])).toEqual([]);
});

test("none follows that waits for what the code has otherwise as well", () => {
  const undeployed = changeOf(rule, { before: { state: "ENABLED" }, after: { state: "DISABLED" } });
  expect(followers([functionBack, aliasFollows, undeployed], [functionDrifted], [fn, rule])).toEqual([]);
});

test("it is planned with what is put back, unless something that it follows is not", () => {
  const known = [
    { state: "runtime", address: alias, after: [fn] },
    { state: "runtime", address: "aws_sns_topic.t", after: [fn, rule] },
    { state: "durable", address: "aws_sqs_queue.q", after: [fn] },
  ];
  expect(withFollowers(new Map([["runtime", [fn]]]), known)).toEqual(new Map([["runtime", [fn, alias]]]));
});
