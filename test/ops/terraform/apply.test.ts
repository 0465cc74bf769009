import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BugError, OperatorError } from "../../../contracts/errors.ts";
import { apply, type Progress } from "../../../ops/terraform/apply.ts";
import { init } from "../../../ops/terraform/init.ts";
import { discardPlan, plan } from "../../../ops/terraform/plan.ts";
import { moveEndpoint, resourcesOf } from "../../../ops/terraform/resources.ts";
import { scratch, shell, stateOf, terraform } from "../../support/terraform-data.ts";

describe("one state", () => {
  it("is planned, applied from the saved plan, planned again without a change, destroyed", async () => {
    const tf = terraform();
    const state = stateOf({ one: { input: "a" }, two: { input: "b" } });
    expect(await init(tf, state)).toBe(true);
    expect(await resourcesOf(tf, state)).toEqual([]);
    const first = await plan(tf, state);
    expect(first).toMatchObject({ empty: false, counts: { add: 2 } });
    const seen: Progress[] = [];
    await apply(tf, first, (p) => seen.push(p));
    const tally = { added: 2, changed: 0, destroyed: 0 };
    expect(seen.at(-1)).toEqual({ done: 2, total: 2, running: [], tally });
    expect(existsSync(join(state.dir, "cap.tfplan"))).toBe(false);
    expect(await resourcesOf(tf, state)).toEqual(["terraform_data.one", "terraform_data.two"]);
    expect(await plan(tf, state)).toMatchObject({ empty: true });
    const last = await plan(tf, state, { goal: "destroyed" });
    expect(last.counts).toMatchObject({ add: 0, remove: 2 });
    expect(last.changes).toContainEqual({ address: "terraform_data.one", type: "terraform_data", action: "delete" });
    await discardPlan(state);
    expect(existsSync(join(state.dir, "cap.tfplan"))).toBe(false);
    await apply(tf, await plan(tf, state, { goal: "destroyed" }), () => {});
    expect(await resourcesOf(tf, state)).toEqual([]);
  });

  it("is not empty when only an output changes", async () => {
    const tf = terraform();
    const state = stateOf({ one: {} }, { rest: { output: { o: { value: "1" } } } });
    await init(tf, state);
    await apply(tf, await plan(tf, state), () => {});
    const file = join(state.dir, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"value":"1"', '"value":"2"'));
    expect(await plan(tf, state)).toMatchObject({ empty: false, counts: { add: 0, change: 0, remove: 0 } });
  });

  it("is no empty plan when Terraform tells no summary", async () => {
    const state = stateOf({ one: {} });
    const silent = join(scratch, "silent-terraform");
    writeFileSync(silent, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    await expect(plan({ ...terraform(), program: silent }, state)).rejects.toBeInstanceOf(BugError);
  });

  it("needs no second init", async () => {
    const tf = terraform();
    const state = stateOf({ one: {} });
    await init(tf, state);
    // Without a provider Terraform writes no lock file, and then nobody can tell that init was done.
    writeFileSync(join(state.dir, ".terraform.lock.hcl"), "");
    expect(await init(tf, state)).toBe(false);
  });

  it("takes another address of the emulated AWS, and no other address", async () => {
    const tf = terraform();
    const inputs = ["http://127.0.0.1:4600/123456789012/queue", "kafka://127.0.0.1:4600", "http://127.0.0.10:4600"];
    const state = stateOf({ one: { input: inputs.join(" ") } });
    await init(tf, state);
    await apply(tf, await plan(tf, state), () => {});
    await moveEndpoint(state, "http://127.0.0.1:4601");
    const text = readFileSync(join(state.dir, "state.tfstate"), "utf8");
    expect(text).toContain("http://127.0.0.1:4601/123456789012/queue kafka://127.0.0.1:4600 http://127.0.0.10:4600");
  });

  it("that fails says which resource, why, what holds, and where the whole output is", async () => {
    const tf = terraform();
    const state = stateOf({ good: {}, bad: { provisioner: shell("exit 3") } });
    await init(tf, state);
    const failing = apply(tf, await plan(tf, state), () => {});
    await expect(failing).rejects.toBeInstanceOf(OperatorError);
    await expect(failing).rejects.toThrow(/1 failed \(terraform_data\.bad\), the rest is in its state/);
    await expect(failing).rejects.toThrow(/terraform_data\.bad: local-exec provisioner error: .*exit 3/);
    const error = (await failing.catch((e: unknown) => e)) as OperatorError;
    expect(error.nextSteps.at(-1)).toContain(`terraform-${state.name}-apply.log`);
    expect(await resourcesOf(tf, state)).toContain("terraform_data.good");
  });

  it("that meets something of its name in AWS says how that is taken in, and no other failure says so", async () => {
    const tf = terraform();
    const nextSteps = async (words: string): Promise<string> => {
      const state = stateOf({ bad: { provisioner: shell(`echo '${words}'; exit 1`) } });
      await init(tf, state);
      const error = await apply(tf, await plan(tf, state), () => {}).catch((e: unknown) => e);
      return (error as OperatorError).nextSteps.join("\n");
    };
    for (const words of [
      "EntityAlreadyExists: Role cap-dev-lake",
      "BucketAlreadyOwnedByYou",
      "a log group already exists",
    ])
      expect(await nextSteps(words)).toContain("cap drift --adopt");
    expect(await nextSteps("AccessDenied")).not.toContain("--adopt");
  });

  it("that finds the lock of a Terraform that was killed says how it is taken away", async () => {
    const state = stateOf({ one: {} });
    const made = await init(terraform(), state).then(() => plan(terraform(), state));
    const diagnostic = {
      severity: "error",
      summary: "Error acquiring the state lock",
      detail: "Error message: PreconditionFailed\nLock Info:\n  ID:        5afc2e1b-0a8e-7c5f\n  Path:      cap/dev\n",
    };
    const locked = join(scratch, "locked-terraform");
    const line = JSON.stringify({ "@level": "error", type: "diagnostic", diagnostic });
    writeFileSync(locked, `#!/bin/sh\ncat <<'END'\n${line}\nEND\nexit 1\n`, { mode: 0o755 });
    const error = await apply({ ...terraform(), program: locked }, made, () => {}).catch((e: unknown) => e);
    expect((error as OperatorError).nextSteps).toContain(
      `if no Terraform works on ${state.name} any more: cd ${state.dir} && terraform force-unlock 5afc2e1b-0a8e-7c5f`,
    );
  });

  it("that is interrupted writes its state before it ends", async () => {
    const stop = new AbortController();
    const tf = terraform(stop.signal);
    const state = stateOf({ quick: {}, slow: { provisioner: shell("sleep 20") } });
    await init(tf, state);
    let stopped = Number.NaN;
    const applying = apply(tf, await plan(tf, state), ({ done }) => {
      if (done !== 1 || stop.signal.aborted) return;
      stopped = Date.now();
      stop.abort();
    });
    await expect(applying).rejects.toThrow();
    expect(Date.now() - stopped).toBeLessThan(15_000);
    expect(await resourcesOf(terraform(), state)).toContain("terraform_data.quick");
  });
});
