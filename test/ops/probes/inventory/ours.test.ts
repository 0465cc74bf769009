import { describe, expect, test } from "vitest";
import { environments } from "../../../../environments/index.ts";
import { prod } from "../../../../environments/prod.ts";
import { staging } from "../../../../environments/staging.ts";
import { found } from "../../../../ops/probes/inventory/found.ts";
import { knownOf, type StateResource } from "../../../../ops/probes/inventory/known.ts";
import { environmentTag, ourNames, oursOf, siteOf } from "../../../../ops/probes/inventory/ours.ts";
import fc from "../../../support/properties.ts";

const inState = (state: string, type = "aws_vpc", values = {}): StateResource => ({
  state,
  address: `${type}.x`,
  type,
  values,
});
const nothing = knownOf([]);
const ofProd = oursOf(prod, nothing, new Map());

describe("by name", () => {
  test.each([
    ["cap-prod-landing", "named cap-prod-…"],
    ["cap-prod", "named cap-prod…"],
    ["cap-prod/collect", "named cap-prod/…"],
    ["alias/cap-prod-events", "named cap-prod-…"],
    ["/cap/prod/collect", "named /cap/prod/…"],
    ["/cap/prod", "named /cap/prod…"],
    ["/aws/lambda/cap-prod-authorize", "named cap-prod-…"],
    ["/aws/ecs/containerinsights/cap-prod/performance", "named cap-prod/…"],
    ["aws-waf-logs-cap-prod", "named cap-prod…"],
    ["cap_prod", "named cap_prod…"],
    ["TargetTracking-service/cap-prod/cap-prod-collect-AlarmHigh-1", "named cap-prod/…"],
  ])("%s is prod's", (name, why) => {
    expect(ofProd.named(name)).toBe(why);
  });

  test.each([
    "cap-prod-dr-landing",
    "cap-prod-dr",
    "/cap/prod-dr/collect",
    "cap_prod_dr",
    "cap-production-plan",
    "cap-staging-landing",
    "cap-states-345678901234-eu-west-1",
    "cap-products",
    "my-cap-prod-x",
    "landing",
    "",
    undefined,
  ])("%s is not", (name) => {
    expect(ofProd.named(name)).toBeUndefined();
  });

  test("whatever follows the prefix, a name is of one environment at most", () => {
    const all = Object.values(environments).map((e) => oursOf(e, nothing, new Map()));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(environments)), fc.stringMatching(/^[a-z-]{0,12}$/), (env, rest) => {
        const owners = all.filter((ours) => ours.named(`cap-${env}-${rest}`) !== undefined);
        expect(owners.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("an environment that is in no list is told by its own name as well", () => {
    const trial = oursOf({ ...prod, name: "prod-trial" }, nothing, new Map());
    expect(trial.named("cap-prod-trial-x")).toBe("named cap-prod-trial-…");
    expect(trial.named("cap-prod-x")).toBeUndefined();
  });
});

describe("what belongs to the account", () => {
  test.each(["bootstrap", "account"])("is ours where the state %s is among the known", (state) => {
    const known = knownOf([inState(state)]);
    expect(ourNames(staging, known)).toEqual(["staging", "nonprod"]);
    expect(oursOf(staging, known, new Map()).named("cap-nonprod-plan")).toBe("named cap-nonprod-…");
  });

  test("is nobody's where only the environment's own states are", () => {
    const known = knownOf([inState("runtime")]);
    expect(ourNames(staging, known)).toEqual(["staging"]);
    expect(oursOf(staging, known, new Map()).named("cap-nonprod-plan")).toBeUndefined();
  });
});

test("a tag counts as the resource tells it, or as the index of tags has its ARN", () => {
  const ours = oursOf(prod, nothing, new Map([["arn:aws:sqs:eu-west-1:1:scratch", "prod"]]));
  expect(ours.tagged("arn:aws:sqs:eu-west-1:1:scratch")).toBe("tagged Environment=prod");
  expect(ours.tagged("arn:aws:sqs:eu-west-1:1:other")).toBeUndefined();
  expect(ours.tagged(undefined, "prod")).toBe("tagged Environment=prod");
  expect(ours.tagged(undefined, "prod-dr")).toBeUndefined();
  expect(ours.tagged(undefined)).toBeUndefined();
});

test("what the index of tags has of ours can be asked for by a part of its ARN", () => {
  const arns = ["arn:aws:ecs:eu-west-1:1:task-definition/scratch:1", "arn:aws:sqs:eu-west-1:1:scratch"];
  const theirs = "arn:aws:ecs:eu-west-1:1:task-definition/theirs:1";
  const ours = oursOf(prod, nothing, new Map([...arns.map((arn) => [arn, "prod"] as const), [theirs, "staging"]]));
  expect(ours.taggedWith(":task-definition/")).toEqual(arns.slice(0, 1));
});

test("a place counts when a state has the VPC", () => {
  const ours = oursOf(prod, knownOf([inState("runtime", "aws_vpc", { id: "vpc-1" })]), new Map());
  expect(ours.placed("vpc-1")).toBe("in our VPC vpc-1");
  expect(ours.placed("vpc-2")).toBeUndefined();
  expect(ours.placed(undefined)).toBeUndefined();
});

test("what there is no reason for is not found", () => {
  const what = { type: "aws_sqs_queue", id: "u", name: "n" };
  expect(found(what, undefined)).toEqual([]);
  expect(found(what, "named x")).toEqual([{ ...what, ours: "named x" }]);
});

test("the tag Environment is found among others", () => {
  expect(
    environmentTag([
      { Key: "Team", Value: "a" },
      { Key: "Environment", Value: "prod" },
    ]),
  ).toBe("prod");
  expect(environmentTag(undefined)).toBeUndefined();
});

test("the recovery site is looked at where the known have what is copied there, and its name is ours when it is given", () => {
  expect(siteOf(prod, nothing)).toBeUndefined();
  expect(siteOf(prod, knownOf([inState("runtime")]))).toBeUndefined();
  expect(siteOf(staging, knownOf([inState("recovery")]))).toBeUndefined();
  const known = knownOf([inState("recovery")]);
  expect(siteOf(prod, known)?.name).toBe("prod-dr");
  expect(oursOf(prod, known, new Map()).named("cap-prod-dr-x")).toBeUndefined();
  const mine = ourNames(prod, known, "prod-dr");
  expect(mine).toEqual(["prod", "prod-dr"]);
  expect(oursOf(prod, known, new Map(), mine).named("cap-prod-dr-x")).toBe("named cap-prod-dr-…");
});
