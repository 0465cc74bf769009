import { describe, expect, it, test } from "vitest";
import { local } from "../../environments/local.ts";
import { staging } from "../../environments/staging.ts";
import { difference, finding, report, unmanaged as unmanagedDifference } from "../ops/drift/findings.ts";
import { accuracyOf } from "./accuracy.ts";
import { withoutDigest } from "./hand.ts";
import { changed, governed, type Mutation, opened, unmanaged } from "./mutation.ts";
import { mutations } from "./mutations/index.ts";
import { accuracyPage } from "./page.ts";

describe("the suite", () => {
  it("is wide: 40 changes and more, of 20 types and more, in every class that a hand can cause", () => {
    const all = mutations(local);
    const expected = all.flatMap((m) => m.expect);
    expect(all.length).toBeGreaterThanOrEqual(40);
    expect(new Set(expected.map((e) => e.type)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(expected.map((e) => e.kind))).toEqual(new Set(["changed", "deleted", "unmanaged"]));
    expect(new Set(mutations(staging).flatMap((m) => m.expect.map((e) => e.kind)))).toContain("governed");
  });

  it("names each change once, and expects no two of the same", () => {
    const all = mutations(local);
    expect(new Set(all.map((m) => m.name)).size).toBe(all.length);
    const expected = all.flatMap((m) => m.expect.map((e) => JSON.stringify(e)));
    expect(new Set(expected).size).toBe(expected.length);
  });
});

const done = (...expect: Mutation["expect"]): Mutation => ({ name: "done", expect, apply: async () => async () => {} });
const queue = "aws_sqs_queue.queue_landing_0A1B2C3D";

describe("accuracy", () => {
  const told = finding(difference({ address: queue }));
  const right = done(changed("aws_sqs_queue.queue_landing", "visibility_timeout_seconds"));
  const times = (of: Parameters<typeof report>[0], m: Mutation) => accuracyOf(report(of), [m]).told[0]?.times;

  it("is what was done, told once", () =>
    expect(accuracyOf(report([told]), [right])).toMatchObject({ told: [{ times: 1 }], strange: [] }));

  it("counts what was told twice, and what was not told", () => {
    expect(times([told, told], right)).toBe(2);
    expect(times([], right)).toBe(0);
  });

  test.each([
    ["class", { kind: "deleted" }],
    ["type", { type: "aws_sns_topic" }],
    ["attribute", { attribute: "delay_seconds" }],
    ["resource", { address: "aws_sqs_queue.queue_other_0A1B2C3D" }],
  ] as const)("another %s is not what was done, and strange", (_, other) => {
    const { told: all, strange } = accuracyOf(report([finding(difference({ address: queue, ...other }))]), [right]);
    expect([all[0]?.times, strange.length]).toEqual([0, 1]);
  });

  it("knows what no state has by what AWS calls it", () => {
    const found = [finding(unmanagedDifference("aws_kms_alias", "alias/by-hand"))];
    expect(times(found, done(unmanaged("aws_kms_alias", "alias/by-hand")))).toBe(1);
    expect(times(found, done(unmanaged("aws_kms_alias", "alias/other")))).toBe(0);
  });

  it("takes what others own for governed, and for no finding", () => {
    const owned = { state: "runtime", address: queue, attribute: "delay_seconds", before: "0", after: "1", owners: [] };
    const seen = accuracyOf(report([], { governed: [owned] }), [
      done(governed("aws_sqs_queue.queue_landing", "delay_seconds")),
    ]);
    expect(seen).toMatchObject({ told: [{ times: 1 }], strange: [] });
  });

  test("its page says every change and how often it was told", () => {
    const accuracy = accuracyOf(report([told]), [right]);
    const page = accuracyPage({ environment: "local", accuracy, done: 1 });
    expect(page).toContain("| done | changed | `aws_sqs_queue.queue_landing` | `visibility_timeout_seconds` | once |");
  });
});

describe("what a hand knows", () => {
  test("an address without the digest of its path", () => {
    expect(withoutDigest(queue)).toBe("aws_sqs_queue.queue_landing");
    expect(withoutDigest("aws_kms_key.key_audit")).toBe("aws_kms_key.key_audit");
  });

  test("a policy that was opened keeps what it said", () => {
    const document = JSON.parse(opened('{"Version":"1","Statement":[{"Sid":"A"}]}', "s3:GetObject", "*")) as {
      Version: string;
      Statement: { Sid: string; Principal?: unknown }[];
    };
    expect(document.Version).toBe("1");
    expect(document.Statement.map((s) => s.Sid)).toEqual(["A", "Opened"]);
    expect(document.Statement[1]?.Principal).toBe("*");
  });
});
