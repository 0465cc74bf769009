import { describe, expect, it, test } from "vitest";
import { saidTwice } from "../../../../ops/terraform/noise/said-twice.ts";
import { unexplainedBy } from "./explained.ts";

const left = (address: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  unexplainedBy(saidTwice, { address, before, after });

describe("tags of a resource and tags of everything", () => {
  const all = { Environment: "prod", Team: "security" };

  it.each([
    [
      "a tag of everything overwritten",
      { tags: { A: "1" }, tags_all: { ...all, A: "1" } },
      { tags: { A: "1", Team: "x" }, tags_all: { ...all, A: "1", Team: "x" } },
      ["tags_all.Team"],
    ],
    ["a first tag", { tags: null, tags_all: all }, { tags: { B: "2" }, tags_all: { ...all, B: "2" } }, ["tags_all.B"]],
    [
      "a tag taken away",
      { tags: { A: "1" }, tags_all: { ...all, A: "1" } },
      { tags: {}, tags_all: all },
      ["tags_all.A"],
    ],
    [
      "a tag with dots in its key",
      { tags: { "a.b": "1" }, tags_all: { "a.b": "1" } },
      { tags: { "a.b": "2" }, tags_all: { "a.b": "2" } },
      ["tags_all.a.b"],
    ],
  ])("tell it once: %s", (_, before, after, told) => expect(left("aws_lb.b", before, after)).toEqual(told));

  test.each([
    ["that everything does not have", { tags: { A: "1" } }, { tags: { A: "2" } }, ["tags.A"]],
    [
      "while everything differs in another",
      { tags: { A: "1" }, tags_all: { B: "1" } },
      { tags: { A: "2" }, tags_all: { B: "2" } },
      ["tags.A", "tags_all.B"],
    ],
  ])("a tag is told %s", (_, before, after, told) => expect(left("aws_lb.b", before, after)).toEqual(told));

  test("an attribute whose name only begins alike is no tag", () =>
    expect(
      left("aws_lb.b", { tags_all: { A: "1" }, tagset: { A: "1" } }, { tags_all: { A: "2" }, tagset: { A: "2" } }),
    ).toEqual(["tags_all.A", "tagset.A"]));
});

describe("one attribute in two spellings", () => {
  const rule = "aws_cloudwatch_event_rule.r";

  it("is told by the one that says more", () => {
    expect(left(rule, { is_enabled: true, state: "ENABLED" }, { is_enabled: false, state: "DISABLED" })).toEqual([
      "state",
    ]);
    expect(
      left(
        "aws_kms_alias.a",
        { target_key_id: "1", target_key_arn: "arn:1" },
        { target_key_id: "2", target_key_arn: "arn:2" },
      ),
    ).toEqual(["target_key_id"]);
  });

  test("the size of a function's code by its digest, and by nothing else", () => {
    const before = { code_sha256: "a", source_code_size: 1, memory_size: 1 };
    const after = { code_sha256: "b", source_code_size: 2, memory_size: 2 };
    expect(left("aws_lambda_function.f", before, after)).toEqual(["code_sha256", "memory_size"]);
    expect(left("aws_lambda_function.f", before, { ...after, code_sha256: "a" })).toEqual([
      "source_code_size",
      "memory_size",
    ]);
  });

  test("alone it is told", () =>
    expect(left(rule, { is_enabled: true, state: "ENABLED" }, { is_enabled: false, state: "ENABLED" })).toEqual([
      "is_enabled",
    ]));

  test("of another type it is told", () =>
    expect(left("aws_kms_key.k", { is_enabled: true, state: "a" }, { is_enabled: false, state: "b" })).toEqual([
      "is_enabled",
      "state",
    ]));
});
