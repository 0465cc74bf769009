import { expect, test } from "vitest";
import { pairOf, withBlocks } from "../../../ops/drift/adopt.ts";

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

test("a block takes the place of the one before it for the same address in the same place, and of no other", () => {
  const inAws = { state: "runtime", to: "aws_sqs_queue.q", id: "a" };
  const [emulated, there] = [{ ...inAws, emulated: true } as const, { ...inAws, site: "recovery" } as const];
  const known = [inAws, emulated, there, { ...inAws, state: "durable" }];
  const again = { ...emulated, id: "b" };
  expect(withBlocks(known, [again])).toEqual([...known.filter((k) => k !== emulated), again]);
  expect(withBlocks([], [inAws])).toEqual([inAws]);
});
