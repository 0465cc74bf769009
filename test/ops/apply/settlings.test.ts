import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Settlings, whereApplied } from "../../../ops/apply/settlings.ts";
import { slots } from "../../../ops/process/slots.ts";
import type { ResourceChange } from "../../../ops/terraform/show.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { changeOf } from "../../support/plans.ts";
import { scratch, stateOf, terraform } from "../../support/terraform-data.ts";

const service = "aws_ecs_service.web";
const queue = "aws_sqs_queue.q";
const scaled = changeOf(service, { before: { desired_count: 1 }, after: { desired_count: 2 } });
const slowed = changeOf(queue, { before: { delay_seconds: 0 }, after: { delay_seconds: 5 } });

/** A Terraform whose plan finds these changes: no type that it has built in is anybody else's to change. */
function finding(...found: readonly ResourceChange[]): string {
  const dir = mkdtempSync(join(tmpdir(), "cap-settlings-"));
  const drifted = found.map(({ address, type }) =>
    JSON.stringify({
      type: "resource_drift",
      change: { resource: { addr: address, resource_type: type }, action: "update" },
    }),
  );
  const summary = JSON.stringify({
    type: "change_summary",
    changes: { add: 0, change: 0, remove: 0, operation: "plan" },
  });
  writeFileSync(join(dir, "plan"), [...drifted, summary, ""].join("\n"));
  writeFileSync(join(dir, "show"), `${JSON.stringify({ resource_drift: found })}\n`);
  writeFileSync(join(dir, "terraform"), `#!/bin/sh\ncat "${dir}/$1"\n`, { mode: 0o755 });
  return join(dir, "terraform");
}

const folder = (ignore_changes: readonly string[]): StateFolder =>
  stateOf({}, { rest: { resource: { aws_ecs_service: { web: { lifecycle: { ignore_changes } } } } } });

async function settled(state: StateFolder, ...found: readonly ResourceChange[]) {
  const settlings = new Settlings(
    { ...terraform(), program: finding(...found), logsDir: join(scratch, "logs") },
    [state],
    slots(1),
  );
  settlings.begin(state, () => {});
  return await settlings.end();
}
const attributes = (all: Awaited<ReturnType<typeof settled>>) =>
  all.flatMap((s) => s.drift.map((d) => `${d.resource.address} ${d.path}`));

test("an autoscaler that goes on with its work is nobody else at it; any other change is", async () => {
  expect(attributes(await settled(folder(["desired_count"]), scaled, slowed))).toEqual([`${queue} delay_seconds`]);
});

test("a field counts that the stack leaves to nobody", async () => {
  expect(attributes(await settled(folder([]), scaled))).toEqual([`${service} desired_count`]);
});

test("where only some addresses were applied nothing is said of the others: the state is older there", async () => {
  const state = folder([]);
  const all = await settled(state, scaled, slowed);
  expect(attributes([...whereApplied(all, new Map([[state.name, [queue]]]))])).toEqual([`${queue} delay_seconds`]);
  expect(attributes([...whereApplied(all, new Map())])).toEqual([]);
});
