import { expect, test } from "vitest";
import {
  actorWords,
  coverageWords,
  openWords,
  span,
  subjectWords,
  tally,
} from "../../../../ops/drift/report/wording.ts";
import { at, finding, night, unmanaged } from "../findings.ts";

const by = { who: "eve", at: "2026-02-28T22:14:03Z", call: "CreateTags" };

test("a whole resource is named without an attribute, an odd name without what a terminal obeys", () => {
  expect(subjectWords(finding())).toBe("aws_sqs_queue.queue_landing visibility_timeout_seconds");
  expect(subjectWords(unmanaged("aws_security_group", "sg-1", { name: "wizard" }))).toBe(
    "aws_security_group sg-1 (wizard)",
  );
  expect(subjectWords(finding({ attribute: "tags.a\nb" }))).toBe("aws_sqs_queue.queue_landing tags.a\\u000ab");
});

test("who did it is the caller, else nobody known, and of what is not applied the code", () => {
  expect(actorWords(finding({}, { by }), (text) => `<${text}>`)).toBe("<eve>, <CreateTags>, 2026-02-28 22:14:03 UTC");
  expect(actorWords(finding(), String)).toBe("unknown");
  expect(actorWords(finding({ kind: "undeployed" }), String)).toBe("the code: nobody has applied it");
});

test("how far it is open is told in words, and nothing of what is not", () => {
  const port = (way: string, after: string) =>
    openWords(finding({ type: `aws_vpc_security_group_${way}_rule`, attribute: "to_port", before: "443", after }));
  expect([port("ingress", "8443"), port("egress", "8443"), port("ingress", "80")]).toEqual([
    "lets more in",
    "lets more out",
    undefined,
  ]);
});

test("how long it lasts is told in the largest unit that fits", () => {
  expect(span("2026-02-26T03:20:00.000Z", at)).toBe("3 days");
});

test("counts name what is there and nothing else", () => {
  expect(tally(night.findings)).toBe("4 security, 3 availability, 3 cost, 1 tags");
  expect(tally([])).toBe("");
  expect(coverageWords({ enumerated: ["a"], notAnswered: [], notEnumerated: ["b", "c"] })).toBe(
    "1 of 3 types are also searched for what no state has; not: b, c",
  );
  expect(coverageWords({ enumerated: ["a"], notAnswered: ["d"], notEnumerated: ["b", "c"] })).toBe(
    "1 of 4 types are also searched for what no state has; no answer: d; not: b, c",
  );
});
