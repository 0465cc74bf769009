import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, it, vi } from "vitest";
import { applySteps } from "../../../ops/apply/apply-steps.ts";
import type { ApplyOptions } from "../../../ops/apply/engine.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { readerOf, scratch, shell, stateOf, terraform } from "../../support/terraform-data.ts";
import { listening } from "./given.ts";

afterEach(() => vi.restoreAllMocks());

const how = {
  tf: terraform(),
  before: new Set<string>(),
  agree: async () => {},
  onBegin: async () => {},
  onEnd: async () => {},
  settle: true,
};

/** Applies, and gives the lines that a log of it would hold. */
async function logOf(given: Pick<ApplyOptions, "plans"> & Partial<ApplyOptions>): Promise<readonly string[]> {
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  await applySteps({ ...listening().out, quiet: false, verbose: true }, { ...how, ...given });
  return stripVTControlCharacters(text).split("\n");
}

it("a state that failed is crossed with how far it came; the last look names what it looks at", async () => {
  const bad = stateOf({
    one: {},
    two: { provisioner: shell("exit 1"), depends_on: ["terraform_data.one"] },
  });
  const [above, beside] = [readerOf(bad), stateOf({ three: {} })];
  const log = await logOf({ plans: await planStates(how.tf, [bad, above, beside]) });
  expect(log).toContain(`✖ ${bad.name}: 1 of 2 applied, failed`);
  expect(log).toContain(`✖ ${above.name}: not started: ${bad.name}, which it reads from, was not applied`);
  expect(log).toContain(`✔ ${beside.name}: 1 added`);
  expect(log).toContain("✖ Apply");
  expect(log).toContain("› waits for the states it reads from");
  expect(log).toContain(`✔ A last look at ${beside.name}: as applied`);
});

it("an interrupted apply is no green tick, and where nothing was applied nothing is looked at", async () => {
  const stop = new AbortController();
  const running = join(scratch, "slow-runs");
  const slow = { provisioner: shell(`touch ${running}; sleep 20`), depends_on: ["terraform_data.quick"] };
  const state = stateOf({ quick: {}, slow });
  const plans = await planStates(how.tf, [state]);
  void vi.waitFor(() => expect(existsSync(running)).toBe(true), 20_000).then(() => stop.abort());
  const log = await logOf({ tf: terraform(stop.signal), plans });
  expect(log).toContain(`✖ ${state.name}: 1 of 2 applied, 1 cut off, interrupted`);
  expect(log.join("\n")).not.toMatch(/last look|✔|aborted/);
});
