import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apply } from "../../../ops/terraform/apply.ts";
import { init } from "../../../ops/terraform/init.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import { settle } from "../../../ops/terraform/settle.ts";
import { showPlan } from "../../../ops/terraform/show.ts";
import { scratch, stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();

describe("a saved plan", () => {
  it("is shown with what it changes, and is empty after it was applied", async () => {
    const state = stateOf({ one: { input: "secret-word" } });
    await init(tf, state);
    const first = await plan(tf, state);
    const file = join(scratch, "plan.json");
    await showPlan(tf, state, file);
    expect(JSON.parse(readFileSync(file, "utf8")).resource_changes).toHaveLength(1);
    const shown = await showPlan(tf, state);
    expect(shown.resource_changes).toMatchObject([{ address: "terraform_data.one", change: { actions: ["create"] } }]);
    await apply(tf, first, () => {});
    await plan(tf, state);
    const second = await showPlan(tf, state);
    expect(second.resource_changes.map((r) => r.change.actions)).toEqual([["no-op"]]);
    expect(second.resource_drift).toEqual([]);
  });

  it("leaves none of its values in a log", () => {
    const logs = readdirSync(tf.logsDir).filter((name) => name.endsWith("-show.log"));
    expect(logs.length).toBeGreaterThan(0);
    for (const name of logs) expect(readFileSync(join(tf.logsDir, name), "utf8")).toBe("");
  });
});

describe("settling", () => {
  it("keeps nothing where nothing has changed, and leaves no plan", async () => {
    const state = stateOf({ one: {} });
    await init(tf, state);
    await apply(tf, await plan(tf, state), () => {});
    const before = readFileSync(join(state.dir, "state.tfstate"), "utf8");
    const settling = await settle(tf, state, []);
    expect(settling).toMatchObject({ noise: [], drift: [] });
    await settling.write();
    expect(readFileSync(join(state.dir, "state.tfstate"), "utf8")).toBe(before);
    expect(readdirSync(state.dir)).not.toContain("cap.tfplan");
  });

  it("is no apply: what the stack wants anew is left to a plan", async () => {
    const state = stateOf({ one: {} });
    await init(tf, state);
    await apply(tf, await plan(tf, state), () => {});
    const stack = join(state.dir, "cdk.tf.json");
    writeFileSync(stack, readFileSync(stack, "utf8").replace('"one":{}', '"one":{},"two":{}'));
    await (await settle(tf, state, [])).write();
    expect((await plan(tf, state)).changes.map((c) => c.address)).toEqual(["terraform_data.two"]);
  });
});
