import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { apply } from "../../../ops/terraform/apply.ts";
import { init } from "../../../ops/terraform/init.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import { settle } from "../../../ops/terraform/settle.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { stateOf, terraform, written } from "../../support/terraform-data.ts";

const tf = terraform();

async function applied(): Promise<StateFolder> {
  const state = stateOf({ one: {} });
  await init(tf, state);
  await apply(tf, await plan(tf, state), () => {});
  return state;
}

describe("the states beside one that settles", () => {
  let state: StateFolder;
  let other: StateFolder;
  beforeAll(async () => {
    [state, other] = [await applied(), await applied()];
  });
  const fileOf = ({ dir }: StateFolder) => join(dir, "state.tfstate");

  it.each(["", '{"lineage":', '{"lineage":"l","serial":1,"resources":[{"mode":'])(
    "are read again while Terraform is at writing them: %s",
    async (half) => {
      const whole = written(other);
      writeFileSync(fileOf(other), half);
      // Later than a busy machine takes for it.
      const writing = sleep(1_200).then(() => writeFileSync(fileOf(other), whole));
      expect(await settle(tf, state, [other])).toMatchObject({ noise: [], drift: [] });
      await writing;
    },
  );

  it("that stay in pieces are told, and leave no plan", async () => {
    const whole = written(other);
    writeFileSync(fileOf(other), "{");
    await expect(settle(tf, state, [other])).rejects.toMatchObject({
      code: "CAP_STATE_BROKEN",
      message: expect.stringContaining(other.name),
    });
    writeFileSync(fileOf(other), whole);
    expect(existsSync(join(state.dir, "cap.tfplan"))).toBe(false);
  });

  it("may have nothing, or be written by nobody yet", async () => {
    const fresh = stateOf({ one: {} });
    expect(await settle(tf, state, [fresh])).toMatchObject({ drift: [] });
    writeFileSync(fileOf(fresh), "");
    expect(await settle(tf, state, [fresh])).toMatchObject({ drift: [] });
  });
});
