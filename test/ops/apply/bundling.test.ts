import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { bundleHours, sha256 } from "../../../ops/apply/bundle.ts";
import { bundleOf, type Origin, originNow } from "../../../ops/apply/bundling.ts";
import { allPlanned } from "../../../ops/apply/plan-steps.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { pair, rewrite, stateOf, terraform } from "../../support/terraform-data.ts";
import { summaryOf } from "./given.ts";

const tf = terraform();
const { id: _, at: __, expires: ___, by: ____, states: _____, ...origin } = summaryOf();

describe("a bundle of plans", () => {
  it("has every saved plan with its digest, what is unknown by name, and a day to be applied in", async () => {
    const [below, above] = pair({ o: "first" });
    const { summary, plans } = await bundleOf(origin as Origin, allPlanned(await planStates(tf, [below, above])));
    const bytes = readFileSync(join(below.dir, "cap.tfplan"));
    expect([...plans.keys()]).toEqual([below.name]);
    expect(summary.states).toMatchObject([
      { kind: "planned", state: below.name, sha256: sha256(bytes), outputs: ["o"], changes: [{ action: "create" }] },
      { kind: "unknown", state: above.name, until: [below.name] },
    ]);
    expect(summary.states[0]).not.toHaveProperty("serial");
    expect(Date.parse(summary.expires) - Date.parse(summary.at)).toBe(bundleHours * 3_600_000);
  });

  it("tells lineage and serial of the state that it was made from", async () => {
    const one = stateOf({ one: {} });
    await Promise.all(applyStates(tf, [one], { onProgress: () => {} }).states.values());
    const { summary } = await bundleOf(origin as Origin, allPlanned(await planStates(tf, [one])));
    const state = JSON.parse(readFileSync(join(one.dir, "state.tfstate"), "utf8")) as object;
    expect(state).toMatchObject({ lineage: expect.any(String) });
    expect(state).toMatchObject(
      Object.fromEntries(["lineage", "serial"].map((k) => [k, summary.states[0]?.[k as never]])),
    );
  });

  it("shows no sensitive value, neither the old nor the new one; both are in the saved plan alone", async () => {
    const variable = { v: { type: "string", sensitive: true, default: "hunter2-old" } };
    const one = stateOf({ one: { input: `\${var.v}` }, two: { input: "plain-old" } }, { rest: { variable } });
    await Promise.all(applyStates(tf, [one], { onProgress: () => {} }).states.values());
    rewrite(one, "hunter2-old", "hunter2-new");
    rewrite(one, "plain-old", "plain-new");
    const { summary } = await bundleOf(origin as Origin, allPlanned(await planStates(tf, [one])));
    const text = JSON.stringify(summary);
    expect(text).not.toContain("hunter2");
    for (const shown of ["plain-old", "plain-new", "(sensitive)"]) expect(text).toContain(shown);
  });
});

test("what could not be planned makes no bundle: every failure is told, and what to do is told once", async () => {
  const bad = () => stateOf({ one: {} }, { rest: { terraform: { required_version: "< 0.1" } } });
  const broken = [stateOf({ one: { input: `\${nothing.here}` } }), stateOf({ one: { input: `\${nor.here}` } })];
  const plans = await planStates(tf, [...broken, stateOf({ one: {} })]);
  expect(() => allPlanned(plans)).toThrow(
    expect.objectContaining({
      code: "CAP_TERRAFORM",
      message: expect.stringMatching(new RegExp(broken.map((b) => `plan of ${b.name}[^]*`).join(""))),
    }),
  );
  await expect(planStates(tf, [bad()])).rejects.toMatchObject({ code: "CAP_TERRAFORM" });
});

test("where from: the environment, its site, and this checkout", async () => {
  const one = stateOf({ one: {} });
  const here = await originNow(dev, true, [one]);
  expect(here).toMatchObject({
    environment: "dev",
    site: "primary",
    account: dev.account,
    region: dev.region,
    emulated: true,
  });
  expect(here.commit).toMatch(/^([0-9a-f]{12}|unknown)$/);
  expect((await originNow(dev, false, [one])).emulated).toBe(false);
});
