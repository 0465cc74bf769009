import { expect, test } from "vitest";
import { pairOf } from "../../../ops/drift/adopt.ts";

test("a pair is an address and an id, which may hold an equals sign", () => {
  expect(pairOf("aws_sqs_queue.q=https://sqs.eu-west-1.amazonaws.com/1/q?a=b")).toEqual({
    to: "aws_sqs_queue.q",
    id: "https://sqs.eu-west-1.amazonaws.com/1/q?a=b",
  });
});

test.each(["aws_sqs_queue.q", "aws_sqs_queue.q=", "=id", "q=id", "module.m.aws_sqs_queue.q=id"])(
  "%s is none, and the error shows one",
  (pair) => {
    expect(() => pairOf(pair)).toThrow(`--adopt is "${pair}"; want ADDRESS=ID; nothing was written`);
  },
);
