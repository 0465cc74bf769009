import { join } from "node:path";
import { expect, test } from "vitest";
import { environmentNamed } from "../../../environments/index.ts";
import { importsFile, pairOf, withBlocks } from "../../../ops/drift/adopt.ts";
import { stateOf } from "../../support/terraform-data.ts";

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

test("a block takes the place of the one before it for the same address at the same site, and of no other", () => {
  const block = { state: "runtime", to: "aws_sqs_queue.q", id: "a" };
  const there = { ...block, site: "recovery" } as const;
  const known = [block, there, { ...block, state: "durable" }];
  const again = { ...there, id: "b" };
  expect(withBlocks(known, [again])).toEqual([...known.filter((k) => k !== there), again]);
  expect(withBlocks([], [block])).toEqual([block]);
});

test("blocks of AWS are for everybody, at either site in one file; those of an emulated AWS go when its states go", async () => {
  const state = stateOf({});
  for (const name of ["prod", "prod-dr"]) {
    const env = environmentNamed(name);
    expect(await importsFile({ env, emulated: false }, [state])).toBe("environments/prod.imports.json");
    expect(await importsFile({ env, emulated: true }, [state])).toBe(join(state.dir, "imports.json"));
  }
});
