import { expect, it } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { sparing, tellingCutOff } from "../../../ops/apply/spare.ts";
import type { Output } from "../../../ops/command.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { headOf } from "../../../ops/terraform/head.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { stateOf, terraform, written } from "../../support/terraform-data.ts";
import { cutOff } from "./cut-off.ts";
import { listening } from "./given.ts";

const tf = terraform();
/** What is tainted afterwards, and what was said. */
async function spared(state: Awaited<ReturnType<typeof cutOff>>, ...allowReplace: string[]) {
  const notes: string[] = [];
  const out = { note: (line: string) => notes.push(line) } as unknown as Output;
  const head = await sparing({ allowReplace, out }, tf)(state, await headOf(tf, state));
  return { tainted: head?.tainted, notes };
}

it("what holds data is not made anew for being cut off; what holds none is, and what may have failed is looked at", async () => {
  const state = await cutOff();
  expect(await spared(state)).toEqual({
    tainted: ["aws_msk_cluster.one", "aws_sqs_queue.one"],
    notes: [expect.stringContaining("aws_cloudwatch_log_group.one, aws_s3_bucket.one")],
  });
  expect(JSON.parse(written(state))).toMatchObject({ serial: 5, lineage: "a" });
  const before = written(state);
  expect((await spared(state)).notes).toEqual([]);
  expect(written(state)).toBe(before);
});

it("what somebody has named to be replaced is replaced", async () => {
  const { tainted } = await spared(await cutOff(), "aws_s3_bucket.one");
  expect(tainted).toEqual(["aws_msk_cluster.one", "aws_s3_bucket.one", "aws_sqs_queue.one"]);
});

it("a state that is nowhere yet stays so", async () => {
  const state = stateOf({ one: {} });
  expect(await spared(state)).toEqual({ tainted: undefined, notes: [] });
});

it("the journal has it before and after: a state is written", async () => {
  const state = await cutOff();
  const journal = new Journal(new MemoryObjects(), dev);
  const { out } = listening();
  await sparing({ allowReplace: [], out }, tf, { journal, act: "a" })(state, await headOf(tf, state));
  const { entries } = await journal.read(9);
  expect(entries.toReversed()).toMatchObject([
    { act: `a-${state.name}-kept`, operation: "apply", result: "started" },
    { act: `a-${state.name}-kept`, operation: "apply", result: "ok", states: [{ name: state.name, result: "kept" }] },
  ]);
  expect(entries[0]?.reason).toContain("aws_cloudwatch_log_group.one, aws_s3_bucket.one");
  expect(await journal.unfinished()).toEqual([]);
});

it("who only plans writes nothing, and says which apply keeps it", async () => {
  const state = await cutOff();
  const before = written(state);
  const { out, notes } = listening();
  const head = await headOf(tf, state);
  expect(await tellingCutOff({ env: dev, emulated: true, out })(state, head)).toBe(head);
  expect(notes).toEqual([
    expect.stringMatching(
      `^${state.name}: aws_cloudwatch_log_group.one, aws_s3_bucket.one: .*cap apply --env dev --emulated --stack ${state.name}$`,
    ),
  ]);
  expect(written(state)).toBe(before);
  const named = ["aws_cloudwatch_log_group.one", "aws_s3_bucket.one"];
  await tellingCutOff({ env: dev, emulated: true, out, allowReplace: named })(state, head);
  expect(notes).toHaveLength(1);
});
