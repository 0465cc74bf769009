import { describe, expect, it, test } from "vitest";
import { undeployedIn } from "../../../ops/drift/undeployed.ts";
import { changeOf, planWith } from "../../support/plans.ts";

type Change = Parameters<typeof changeOf>[1];
const queue = "aws_sqs_queue.q";

/** Kind of difference, attribute and values, where a plan does this to a queue and found that changed outside. */
const told = (planned: Change, outside?: Change) =>
  undeployedIn({
    state: "runtime",
    plan: planWith({
      resource_changes: [changeOf(queue, planned)],
      resource_drift: outside === undefined ? [] : [changeOf(queue, outside)],
    }),
    ignored: new Map(),
  }).map((d) => `${d.kind} ${d.attribute} ${d.before} ${d.after}`);

describe("undeployed", () => {
  it("is what the code says otherwise", () =>
    expect(told({ before: { delay: 0 }, after: { delay: 5 } })).toEqual(["undeployed delay 0 5"]));

  it("is a resource that only the code has", () =>
    expect(told({ actions: ["create"], before: null, after: { name: "q" } })).toEqual(["undeployed (all) none there"]));

  it("is a resource that the code has no more", () =>
    expect(told({ actions: ["delete"], before: { name: "q" }, after: null })).toEqual(["undeployed (all) there none"]));

  it("is what a replacement differs in", () =>
    expect(told({ actions: ["delete", "create"], before: { name: "a" }, after: { name: "b" } })).toEqual([
      'undeployed name "a" "b"',
    ]));

  test.each([["no-op"], ["read"], ["forget"]])("is nothing where the plan does nothing: %s", (action) =>
    expect(told({ actions: [action], before: { a: 1 }, after: { a: 2 } })).toEqual([]),
  );

  it("is an output that only the code has, or has otherwise, unless it follows from a resource", () => {
    const output_changes = {
      queue_url: { actions: ["create"] },
      topic_arn: { actions: ["update"] },
      vpc_id: { actions: ["no-op"] },
    };
    const outputs = (changes: readonly ReturnType<typeof changeOf>[]) =>
      undeployedIn({
        state: "durable",
        plan: planWith({ resource_changes: [...changes], output_changes }),
        ignored: new Map(),
      }).map((d) => `${d.type} ${d.address} ${d.attribute} ${d.before} ${d.after}`);
    expect(outputs([changeOf(queue, { actions: ["no-op"] })])).toEqual([
      "output output.queue_url (all) none there",
      "output output.topic_arn value (not told) (not told)",
    ]);
    expect(outputs([changeOf(queue, { before: { delay: 0 }, after: { delay: 5 } })])).toEqual([
      "aws_sqs_queue aws_sqs_queue.q delay 0 5",
    ]);
  });

  it("is not what is read anew", () => {
    const data = changeOf("data.aws_iam_policy_document.d", { actions: ["update"], before: { a: 1 }, after: { a: 2 } });
    const plan = planWith({ resource_changes: [data] });
    expect(undeployedIn({ state: "runtime", plan, ignored: new Map() })).toEqual([]);
  });
});

describe("what a plan only puts back is told as changed outside, and not again", () => {
  test("a value", () =>
    expect(told({ before: { delay: 9 }, after: { delay: 0 } }, { before: { delay: 0 }, after: { delay: 9 } })).toEqual(
      [],
    ));

  test("a part of a value, or a value around it", () => {
    const whole = { before: { rule: [] }, after: { rule: [{ port: 1 }] } };
    const part = { before: { rule: [{ port: 1 }] }, after: { rule: [{ port: 2 }] } };
    expect(told(part, whole)).toEqual([]);
    expect(told(whole, part)).toEqual([]);
  });

  test("a resource that is gone", () =>
    expect(
      told({ actions: ["create"], before: null, after: { name: "q" } }, { before: { name: "q" }, after: null }),
    ).toEqual([]));

  test("another attribute of the same resource is still undeployed", () =>
    expect(
      told(
        { before: { delay: 9, size: 1 }, after: { delay: 0, size: 2 } },
        { before: { delay: 0 }, after: { delay: 9 } },
      ),
    ).toEqual(["undeployed size 1 2"]));

  test("an attribute whose name only begins alike is still undeployed", () =>
    expect(
      told({ before: { delay_s: 1 }, after: { delay_s: 2 } }, { before: { delay: 0 }, after: { delay: 9 } }),
    ).toEqual(["undeployed delay_s 1 2"]));
});

describe("what follows from a change is not told beside it", () => {
  test("a value that is known only after the apply", () =>
    expect(
      told({
        before: { name: "a", arn: "arn:a", rules: [{ id: "r", port: 1 }] },
        after: { name: "b", rules: [{ port: 2 }] },
        after_unknown: { arn: true, rules: [{ id: true }] },
      }),
    ).toEqual(['undeployed name "a" "b"', "undeployed rules[0].port 1 2"]));

  test("all of a value whose parts are known only after the apply", () =>
    expect(told({ before: { tags: { a: "1" } }, after: {}, after_unknown: { tags: true } })).toEqual([]));

  test("a tag of one resource beside the same among those of everything", () =>
    expect(
      told({ before: { tags: { A: "1" }, tags_all: { A: "1" } }, after: { tags: { A: "2" }, tags_all: { A: "2" } } }),
    ).toEqual(['undeployed tags_all.A "1" "2"']));

  test("nothing that is spelled in another way", () =>
    expect(
      told({
        actions: ["delete", "create"],
        before: { definitions: "1", ipc_mode: "", volumes: [] },
        after: { definitions: "2", ipc_mode: null, volumes: null },
      }),
    ).toEqual(['undeployed definitions "1" "2"']));
});

describe("a part of the manifest", () => {
  const parameter = "aws_ssm_parameter.manifest";
  const of = (commit: string, more = {}) => JSON.stringify({ commit, buckets: { lake: "b" }, ...more });
  const differs = (before: string, after: string, name = "/cap/prod/manifest/durable") => {
    const secret = { before_sensitive: { value: true }, after_sensitive: { value: true } };
    const change = { before: { name, value: before }, after: { name, value: after }, ...secret };
    const plan = planWith({ resource_changes: [changeOf(parameter, change)] });
    return undeployedIn({ state: "durable", plan, ignored: new Map() }).map((d) => [d.attribute, d.before, d.after]);
  };

  test("that names another commit and else the same is another release, and tells which", () =>
    expect(differs(of("abc"), of("def"))).toEqual([["value.commit", '"abc"', '"def"']]));

  test("that says something else as well is told as any value that Terraform calls secret", () => {
    const secret = [["value", "(sensitive)", "(sensitive)"]];
    expect(differs(of("abc"), of("def", { vault: "v" }))).toEqual(secret);
    expect(differs("{", of("def"))).toEqual(secret);
    expect(differs(of("abc"), of("def"), "/cap/prod/other")).toEqual(secret);
  });
});
