import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { type PlanProgress, planStates } from "../../../ops/apply/planning.ts";
import type { StatePlan } from "../../../ops/apply/plans.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { pair, readerOf, rewrite, scratch, stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();
const applied = async (...folders: StateFolder[]): Promise<void> =>
  void (await Promise.all(applyStates(tf, folders, { onProgress: () => {} }).states.values()));
const inShort = (plans: readonly StatePlan[]) =>
  plans.map((p) => (p.kind === "unknown" ? `until ${p.until.join()}` : p.kind === "failed" ? "failed" : p.plan.empty));
const saved = (folder: StateFolder): boolean => existsSync(join(folder.dir, "cap.tfplan"));

describe("a state that reads from another", () => {
  it("is unknown until what it reads is there, and so is whatever reads from it; no plan of it is kept", async () => {
    const [below, above] = pair({ o: "first" });
    const top = readerOf(above);
    const plans = await planStates(tf, [below, above, top]);
    expect(inShort(plans)).toEqual([false, `until ${below.name}`, `until ${above.name}`]);
    expect([below, above, top].map(saved)).toEqual([true, false, false]);
  });

  it("is unknown when an output that it reads is about to change, and planned when another is", async () => {
    const [below, above] = pair({ o: "first", unread: "a" });
    await applied(below, above);
    rewrite(below, '"a"', '"b"');
    expect(inShort(await planStates(tf, [below, above]))).toEqual([false, true]);
    rewrite(below, "first", "second");
    expect(inShort(await planStates(tf, [below, above]))).toEqual([false, `until ${below.name}`]);
    expect(saved(above)).toBe(false);
  });

  it("is unknown when what it reads from could not be planned", async () => {
    const [below, above] = pair({ o: "first" });
    await applied(below, above);
    rewrite(below, '"one":{}', '"one":{"no_such":1}');
    expect(inShort(await planStates(tf, [below, above]))).toEqual(["failed", `until ${below.name}`]);
  });

  it("is planned for the old value by itself: states that are not asked about count as they are", async () => {
    const [below, above] = pair({ o: "first" });
    await applied(below, above);
    rewrite(below, "first", "second");
    expect(inShort(await planStates(tf, [above]))).toEqual([true]);
  });
});

it("at most two states are planned at once, and every one of them says how far it is", async () => {
  const log = join(scratch, "plans.log");
  const program = join(scratch, "counting-terraform");
  const script = `#!/bin/sh\n[ "$1" = plan ] && echo + >> ${log}\nterraform "$@"; code=$?\n[ "$1" = plan ] && echo - >> ${log}\nexit $code\n`;
  writeFileSync(program, script, { mode: 0o755 });
  const phases = new Map<string, Set<PlanProgress["phase"]>>();
  const onProgress = (state: string, { phase }: PlanProgress): void =>
    void phases.set(state, (phases.get(state) ?? new Set()).add(phase));
  const folders = Array.from({ length: 5 }, () => stateOf({ one: {} }));
  await planStates({ ...tf, program }, folders, { onProgress });
  let running = 0;
  const counts = readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((sign) => (running += sign === "+" ? 1 : -1));
  expect([Math.max(...counts), counts.at(-1)]).toEqual([2, 0]);
  expect(folders.map(({ name }) => [...(phases.get(name) ?? [])])).toEqual(
    folders.map(() => ["init", "waits", "reads"]),
  );
});

it("targets narrow the plan of their state, and of no other", async () => {
  const [narrowed, whole] = [stateOf({ one: {}, two: {} }), stateOf({ one: {}, two: {} })];
  const targets = new Map([[narrowed.name, ["terraform_data.two"]]]);
  const plans = await planStates(tf, [narrowed, whole], { targets });
  expect(plans.map((p) => p.kind === "planned" && p.changes.map((c) => c.address))).toEqual([
    ["terraform_data.two"],
    ["terraform_data.one", "terraform_data.two"],
  ]);
});
