import { expect, test } from "vitest";
import type { BaselineLine } from "../../../ops/drift/baseline-file.ts";
import { idOf, idOfLine, isOfLine } from "../../../ops/drift/identity.ts";
import fc from "../../support/properties.ts";
import { difference, unmanaged } from "./findings.ts";

test("an id is drift- and twelve hexadecimal digits, and does not change from version to version", () => {
  expect(idOf("prod", difference())).toMatch(/^drift-[0-9a-f]{12}$/);
  // Open issues bear these: another value here would close and open every one of them.
  expect(idOf("prod", difference())).toBe("drift-21241d51bb41");
});

test("the values, the name of AWS and the detail move on, the id does not", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, after, resource) => {
      expect(idOf("prod", difference({ before, after, resource, detail: before }))).toBe(idOf("prod", difference()));
    }),
  );
});

test("whatever else differs makes another id", () => {
  const ids = [
    idOf("prod", difference()),
    idOf("staging", difference()),
    idOf("prod", difference({ kind: "undeployed" })),
    idOf("prod", difference({ state: "recovery" })),
    idOf("prod", difference({ address: "aws_sqs_queue.queue_other" })),
    idOf("prod", difference({ attribute: "policy" })),
    idOf("prod", unmanaged("aws_sqs_queue", "a")),
    idOf("prod", unmanaged("aws_sqs_queue", "b")),
    idOf("prod", unmanaged("aws_sns_topic", "a")),
    idOf("prod", unmanaged("aws_sqs_queue", "a", { region: "eu-central-1" })),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test("parts do not run into each other", () => {
  const one = idOf("prod", difference({ address: "a", attribute: "b.c" }));
  expect(idOf("prod", difference({ address: "a.b", attribute: "c" }))).not.toBe(one);
  const { state: _, ...stateless } = difference({ kind: "unmanaged", address: "y", attribute: "z" });
  expect(idOf("prod", stateless)).not.toBe(idOf("prod", unmanaged("", "y", { attribute: "z" })));
});

const said = { treatment: "ignore", owner: "platform", reason: "known", expires: "2026-03-31", line: 1 } as const;
const line = (more: object = {}) => ({ ...said, address: "aws_sqs_queue.q", ...more }) as BaselineLine;
const lineId = (more: object = {}) => idOfLine("environments/prod.drift.yaml", line(more), 0);

test("the id of a line of a baseline does not change from version to version, and is none of a difference", () => {
  // Open issues bear these too.
  expect(lineId()).toBe("baseline-78a8f3605b1f");
  expect([isOfLine(lineId()), isOfLine(idOf("prod", difference()))]).toEqual([true, false]);
});

test("where a line stands and what it says move on, its id does not", () => {
  const more = { treatment: "record", owner: "web", reason: "other", expires: "2026-04-30", line: 9 };
  expect(lineId(more)).toBe(lineId());
});

test("whatever else a line is about makes another id", () => {
  const stranger = { ...said, type: "aws_sqs_queue", resource: "q" } as const;
  const ids = [
    lineId(),
    lineId({ address: "aws_sqs_queue.r" }),
    lineId({ state: "runtime" }),
    lineId({ attribute: "policy" }),
    idOfLine("environments/staging.drift.yaml", line(), 0),
    idOfLine("environments/prod.drift.yaml", line(), 1),
    idOfLine("environments/prod.drift.yaml", stranger, 0),
    idOfLine("environments/prod.drift.yaml", { ...stranger, resource: "r" }, 0),
    idOfLine("environments/prod.drift.yaml", { ...stranger, type: "aws_sns_topic" }, 0),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
