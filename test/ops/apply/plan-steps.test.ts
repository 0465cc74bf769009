import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, it, vi } from "vitest";
import { planInSteps } from "../../../ops/apply/plan-steps.ts";
import { stateOf, terraform } from "../../support/terraform-data.ts";
import { listening } from "./given.ts";

afterEach(() => vi.restoreAllMocks());

it("a state that could not be planned is crossed out, and what became of the others is known", async () => {
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const [good, bad] = [stateOf({ one: {} }), stateOf({ two: { input: `\${nobody.knows}` } })];
  const out = { ...listening().out, quiet: false, verbose: true };
  const plans = await planInSteps(out, () => ({ tf: terraform(), folders: [good, bad] }));
  expect(plans.map((p) => p.kind)).toEqual(["planned", "failed"]);
  const lines = stripVTControlCharacters(text).split("\n");
  expect(lines).toContain(`✖ ${bad.name}: could not be planned`);
  expect(lines).toContain(`✔ ${good.name}: 1 to add`);
});
