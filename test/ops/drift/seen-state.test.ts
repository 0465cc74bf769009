import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { applyPlans } from "../../../ops/apply/engine.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { blindState, lookAtState } from "../../../ops/drift/seen-state.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import { priorResources, showPlan } from "../../../ops/terraform/show.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { rewrite, stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();
const nothing = async (): Promise<void> => {};
const applied = async (state: StateFolder): Promise<void> => {
  const how = { agree: nothing, onBegin: nothing, onEnd: nothing, onProgress: () => {}, settle: false };
  await applyPlans({ tf, plans: await planStates(tf, [state]), before: new Set(), ...how }).end;
};
const look = (state: StateFolder) => lookAtState(tf, state, () => {});

it("of a state where nothing has changed it tells the resources that terraform show would, without asking it", async () => {
  const state = stateOf({ one: { input: "a" }, two: { input: `\${terraform_data.one.id}` } });
  await applied(state);
  const seen = await look(state);
  await plan(tf, state);
  expect(priorResources(seen.plan)).toEqual(
    priorResources(await showPlan(tf, state)).map(({ address, mode, type, values, depends_on }) => ({
      address,
      mode,
      type,
      values: expect.objectContaining({ id: values["id"] }),
      depends_on,
    })),
  );
  expect(priorResources(seen.plan).map((r) => r.depends_on)).toEqual([[], ["terraform_data.one"]]);
  expect(seen.plan).toMatchObject({ resource_changes: [], resource_drift: [], output_changes: {} });
});

it("of a state that code differs from it tells the change, and leaves no plan behind", async () => {
  const state = stateOf({ one: { input: "a" } });
  await applied(state);
  rewrite(state, '"a"', '"b"');
  const { plan: seen } = await look(state);
  expect(seen.resource_changes).toMatchObject([
    { address: "terraform_data.one", change: { actions: ["update"], after: { input: "b" } } },
  ]);
  expect(existsSync(join(state.dir, "cap.tfplan"))).toBe(false);
});

it("a state that cannot be looked at says why on one line", () => {
  expect(blindState("bus", new Error("denied:\n  kafka"))).toEqual({ what: "state bus", because: "denied: kafka" });
});
