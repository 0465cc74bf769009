import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, it, vi } from "vitest";
import { allPlanned, planInSteps, type ToPlan } from "../../../ops/apply/plan-steps.ts";
import { pair, stateOf, terraform } from "../../support/terraform-data.ts";
import { listening } from "./given.ts";

afterEach(() => vi.restoreAllMocks());

/** Plans, and gives the lines that a log of it would hold. */
async function planned(toPlan: ToPlan) {
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const plans = await planInSteps({ ...listening().out, quiet: false, verbose: true }, () => toPlan);
  return { plans, lines: stripVTControlCharacters(text).split("\n") };
}

it("a state that could not be planned is crossed out, and what became of the others is known", async () => {
  const [good, bad] = [stateOf({ one: {} }), stateOf({ two: { input: `\${nobody.knows}` } })];
  const { plans, lines } = await planned({ tf: terraform(), folders: [good, bad] });
  expect(plans.map((p) => p.kind)).toEqual(["planned", "failed"]);
  expect(lines).toContain(`✖ ${bad.name}: could not be planned`);
  expect(lines).toContain(`✔ ${good.name}: 1 to add`);
});

it("what somebody stopped could be planned another time: it says interrupted, as does what reads from it", async () => {
  const stop = new AbortController();
  const [below, above] = pair({ o: "first" });
  const prepare: ToPlan["prepare"] = async (_, head) => {
    stop.abort();
    return head;
  };
  const bad = stateOf({ two: { input: `\${nobody.knows}` } });
  const { plans, lines } = await planned({ tf: terraform(stop.signal), folders: [bad, below, above], prepare });
  for (const { name } of [below, above]) expect(lines).toContain(`✖ ${name}: interrupted`);
  expect(lines.join("\n")).not.toMatch(/unknown until|could not be planned/);
  expect(() => allPlanned(plans)).toThrow(expect.objectContaining({ name: "AbortError" }));
});
