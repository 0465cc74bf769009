import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { guardedIn, refusalOf, refusesDestroy, refusesDown } from "../../../ops/rehearse/refusal.ts";
import { openOutput } from "../../../ops/report/output.ts";
import { apply } from "../../../ops/terraform/apply.ts";
import { init } from "../../../ops/terraform/init.ts";
import { plan } from "../../../ops/terraform/plan.ts";
import { takeLock } from "../../../ops/workspace/lock.ts";
import { stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();
const guard = { lifecycle: { prevent_destroy: true } } as object;

async function applied(...args: Parameters<typeof stateOf>) {
  const state = stateOf(...args);
  await init(tf, state);
  await apply(tf, await plan(tf, state), () => {});
  return state;
}

describe("the end of a state", () => {
  it("is refused for every guarded resource, and each is told", async () => {
    const state = await applied({ one: guard, two: guard, free: {} });
    const all = ["terraform_data.one", "terraform_data.two"];
    expect(await guardedIn(state)).toEqual(all);
    expect(await refusalOf(tf, state)).toEqual({ state: state.name, guarded: all, refused: all });
  });

  it("is not refused where nothing is guarded", async () => {
    const state = await applied({ free: {} });
    expect(await refusalOf(tf, state)).toEqual({ state: state.name, guarded: [], refused: [] });
  });

  it("that fails in another way is an error, not a refusal", async () => {
    const state = await applied({ one: guard });
    writeFileSync(join(state.dir, "state.tfstate"), "{");
    await expect(refusalOf(tf, state)).rejects.toMatchObject({ code: "CAP_TERRAFORM" });
  });
});

describe("a command that destroys", () => {
  const before = process.env["CAP_HOME"];
  afterEach(() => {
    if (before === undefined) delete process.env["CAP_HOME"];
    else process.env["CAP_HOME"] = before;
  });
  const out = { ...openOutput({ quiet: true }), result: () => {} };

  const { signal } = new AbortController();
  beforeEach(() => {
    process.env["CAP_HOME"] = mkdtempSync(join(tmpdir(), "cap-refusal-"));
  });

  it("cap down is seen to refuse a protected environment, and not to refuse a disposable one", async () => {
    expect(await refusesDown({ env: prod, out, signal })).toBe(true);
    expect(await refusesDown({ env: dev, out, signal })).toBe(false);
  });

  it("cap destroy is seen to refuse a protected environment, and that another error is none", async () => {
    expect(await refusesDestroy({ env: prod, out, signal })).toBe(true);
    const home = join(process.env["CAP_HOME"] ?? "", "dev", "work");
    mkdirSync(home, { recursive: true });
    const lock = takeLock(home, "cap apply");
    await expect(refusesDestroy({ env: dev, out, signal })).rejects.toMatchObject({ code: "CAP_LOCKED" });
    lock.release();
  });
});
