import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sparing } from "../../../ops/apply/spare.ts";
import type { Output } from "../../../ops/command.ts";
import { headOf } from "../../../ops/terraform/head.ts";
import { init } from "../../../ops/terraform/init.ts";
import { stateOf, terraform, written } from "../../support/terraform-data.ts";

const tf = terraform();
const types = ["aws_cloudwatch_log_group", "aws_msk_cluster", "aws_s3_bucket", "aws_sqs_queue"];

/** A state in which everything is tainted. */
async function cutOff() {
  const state = stateOf({ one: {} });
  await init(tf, state);
  const resources = types.map((type) => ({
    mode: "managed",
    type,
    name: "one",
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ status: "tainted", schema_version: 0, attributes: { id: "one", name: "one" } }],
  }));
  const document = { version: 4, terraform_version: "1.11.0", serial: 3, lineage: "a", outputs: {}, resources };
  writeFileSync(join(state.dir, "state.tfstate"), JSON.stringify(document));
  return state;
}

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
