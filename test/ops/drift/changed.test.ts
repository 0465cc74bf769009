import { describe, expect, it, test } from "vitest";
import { changedIn, nameIn } from "../../../ops/drift/changed.ts";
import type { SeenState } from "../../../ops/drift/seen-state.ts";
import { changeOf, heldResource, planWith } from "../../support/plans.ts";

type Change = Parameters<typeof changeOf>[1];
const service = "aws_ecs_service.web";
const seen = (address: string, change: Change, ignored: readonly string[] = []): SeenState => ({
  state: "runtime",
  plan: planWith({ resource_drift: [changeOf(address, change)] }),
  ignored: new Map(ignored.length === 0 ? [] : [[address, ignored]]),
});

describe("changed outside", () => {
  it("names state, address, what AWS calls it, attribute and both values", () =>
    expect(
      changedIn(seen("aws_sqs_queue.q", { before: { arn: "arn:q", delay: 0 }, after: { arn: "arn:q", delay: 5 } }), []),
    ).toEqual({
      differences: [
        {
          kind: "changed",
          type: "aws_sqs_queue",
          state: "runtime",
          address: "aws_sqs_queue.q",
          resource: "arn:q",
          attribute: "delay",
          before: "0",
          after: "5",
        },
      ],
      governed: [],
      noise: [],
    }));

  it("is deleted where AWS has it no more", () =>
    expect(changedIn(seen("aws_flow_log.f", { before: { id: "fl-1" }, after: null }), []).differences).toMatchObject([
      { kind: "deleted", resource: "fl-1", attribute: "(all)", before: "there", after: "none" },
    ]));

  it("is two differences where two attributes have changed", () =>
    expect(changedIn(seen("aws_lb.b", { before: { a: 1, b: 1 }, after: { a: 2, b: 2 } }), []).differences).toHaveLength(
      2,
    ));

  it("says nothing of a secret but that it differs", () => {
    const change = { before: { value: "old" }, after: { value: "new" }, before_sensitive: { value: true } };
    const told = JSON.stringify(changedIn(seen("aws_ssm_parameter.p", change), []));
    expect(told).toContain("(sensitive)");
    expect(told).not.toMatch(/old|new/);
  });

  test("what a rule explains is counted and not told, by what all states have", () => {
    const state = seen("aws_s3_bucket.b", {
      before: { bucket: "b", policy: "" },
      after: { bucket: "b", policy: "{}" },
    });
    const told = changedIn(state, [heldResource("aws_s3_bucket_policy.p", { bucket: "b" })]);
    expect(told).toEqual({ differences: [], governed: [], noise: ["told-by-another"] });
    expect(changedIn(state, []).differences).toHaveLength(1);
  });
});

describe("what others own", () => {
  const scaled: Change = { before: { id: "web", desired_count: 2 }, after: { id: "web", desired_count: 5 } };

  it("is governed, with its owners, where the stack leaves it to them", () =>
    expect(changedIn(seen(service, scaled, ["desired_count"]), [])).toEqual({
      differences: [],
      governed: [
        {
          state: "runtime",
          address: service,
          attribute: "desired_count",
          before: "2",
          after: "5",
          owners: ["autoscaler", "schedule"],
        },
      ],
      noise: [],
    }));

  test.each([
    ["the stack leaves nothing to others: nobody would mend it", scaled, []],
    ["the stack leaves them something else", scaled, ["task_definition"]],
    ["the stack leaves them what only begins alike", scaled, ["desired"]],
    [
      "no owner has it by contract",
      { before: { launch_type: "FARGATE" }, after: { launch_type: "EC2" } },
      ["launch_type"],
    ],
    ["the resource is gone", { before: { desired_count: 2 }, after: null }, ["desired_count"]],
  ])("is drift where %s", (_, change, ignored) => {
    const told = changedIn(seen(service, change, ignored), []);
    expect(told.governed).toEqual([]);
    expect(told.differences).toHaveLength(1);
  });

  test("a part of what is left to others is theirs as well", () => {
    const change = {
      before: { default_action: [{ target_group_arn: "blue" }] },
      after: { default_action: [{ target_group_arn: "green" }] },
    };
    expect(changedIn(seen("aws_lb_listener.l", change, ["default_action"]), []).governed).toHaveLength(1);
  });

  test("beside it, what nobody owns is drift", () => {
    const change = { before: { desired_count: 1, name: "a" }, after: { desired_count: 2, name: "b" } };
    const told = changedIn(seen(service, change, ["desired_count"]), []);
    expect([told.governed.length, told.differences.map((d) => d.attribute)]).toEqual([1, ["name"]]);
  });
});

describe("what AWS calls a resource", () => {
  it.each([
    [{ arn: "arn:x", id: "x-1", name: "x" }, "arn:x"],
    [{ arn: "", id: "x-1", name: "x" }, "x-1"],
    [{ name: "x" }, "x"],
    [{ id: 7 }, "aws_lb.b"],
  ])("of %j it is %s", (before, name) => expect(nameIn(changeOf("aws_lb.b", { before }))).toBe(name));

  test("of what is to come it is what is known already", () =>
    expect(nameIn(changeOf("aws_lb.b", { before: null, after: { name: "b" } }))).toBe("b"));
});
