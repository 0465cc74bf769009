import fc from "fast-check";
import { expect, test } from "vitest";
import { idOf } from "../../../ops/drift/identity.ts";
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
