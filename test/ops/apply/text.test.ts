import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { plannedOf } from "../../../ops/apply/bundling.ts";
import { bundleAsMarkdown } from "../../../ops/apply/markdown.ts";
import { planNow } from "../../../ops/apply/plans.ts";
import { bundleAsText } from "../../../ops/apply/text.ts";
import { apply } from "../../../ops/terraform/apply.ts";
import { init } from "../../../ops/terraform/init.ts";
import { discardPlan, plan } from "../../../ops/terraform/plan.ts";
import { shell, stateOf, terraform } from "../../support/terraform-data.ts";
import { changed, plannedState, summaryOf } from "./given.ts";

const text = (...states: ReturnType<typeof plannedState>[]) =>
  stripVTControlCharacters(bundleAsText(summaryOf({ states }))).split("\n");

test("many new resources are told by type, the most frequent first, and the rest is counted", () => {
  const types = Array.from("abcdefghij");
  const changes = types.flatMap((t, i) =>
    Array.from({ length: 12 - i }, (_, n) => changed(`aws_${t}.r${n}`, "create")),
  );
  const lines = text(plannedState("runtime", { changes }));
  expect(lines.slice(1, 3)).toEqual(["  + 12 aws_a", "  + 11 aws_b"]);
  expect(lines[9]).toBe("  + and 7 more, of 2 types");
});

test("one type more than are named is named as well", () => {
  const changes = Array.from("abcdefghi").flatMap((t) => [1, 2, 3].map((n) => changed(`aws_${t}.r${n}`, "create")));
  expect(text(plannedState("runtime", { changes }))[9]).toBe("  + 3 aws_i");
});

test("one state changes, two change", () => {
  const state = (name: string) => plannedState(name, { changes: [changed("aws_sqs_queue.q")] });
  expect(text(state("a")).at(-1)).toBe("~ dev (usual): 1 state changes");
  expect(text(state("a"), state("b")).at(-1)).toBe("~ dev (usual): 2 states change");
});

test("what was cut off while it was made says so, and not that it gets another id", () => {
  const attributes = [
    { attribute: "id", before: '"a"', after: "(known after apply)" },
    { attribute: "delay_seconds", before: "1", after: "2" },
  ];
  const queue = changed("aws_sqs_queue.q", "replace", attributes);
  const states = [plannedState("runtime", { changes: [{ ...queue, reason: "tainted" }] })];
  expect(text(...states).slice(1, 3)).toEqual([
    "  ± aws_sqs_queue.q, was cut off while it was made, so it is made anew",
    "      delay_seconds: 1 → 2",
  ]);
  const page = bundleAsMarkdown(summaryOf({ states }));
  expect(page).toContain(
    "- aws_sqs_queue.q, was cut off while it was made, so it is made anew\n    delay_seconds: 1 → 2\n",
  );
  const other = plannedState("runtime", { changes: [{ ...queue, reason: "cannot_update" }] });
  expect(text(other).slice(1, 3)).toEqual(["  ± aws_sqs_queue.q", '      id: "a" → (known after apply)']);
});

test("Terraform tells which those are, and the bundle has it", async () => {
  const folder = stateOf({ one: { provisioner: shell("exit 1") } });
  const tf = terraform();
  await init(tf, folder);
  await apply(tf, await plan(tf, folder), () => {}).catch(() => {});
  const planned = await planNow(tf, folder);
  await discardPlan(folder);
  expect(plannedOf(planned, "d")).toMatchObject({
    changes: [{ address: "terraform_data.one", action: "replace", reason: "tainted" }],
  });
});

test("what reads otherwise alarms nobody: most of it is noise, and a command tells", () => {
  const clause = "changed there: cap drift tells which";
  expect(text(plannedState("s", { drifted: 71 }))[0]).toBe(
    `= s: no change; 71 resources are spelt otherwise in AWS or were ${clause}`,
  );
  expect(text(plannedState("s", { drifted: 1 }))[0]).toBe(
    `= s: no change; 1 resource is spelt otherwise in AWS or was ${clause}`,
  );
});
