import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { applyStates } from "../../../ops/up/states.ts";
import { shell, stateOf, terraform } from "../../support/terraform-data.ts";

describe("states that read from each other", () => {
  const all = (m: ReadonlyMap<string, Promise<unknown>>) => Promise.allSettled(m.values());

  it("are applied in order, and all planned at once when nothing changed", async () => {
    const below = stateOf({ one: {} });
    const above = stateOf({ two: {} }, { dependsOn: [below.name] });
    const order: string[] = [];
    await all(applyStates(terraform(), [below, above], (name, p) => p.phase === "apply" && order.push(name)));
    expect([...new Set(order)]).toEqual([below.name, above.name]);
    const again = await Promise.all(applyStates(terraform(), [below, above], () => {}).values());
    expect(again).toMatchObject([
      { name: below.name, resources: 1, added: 0 },
      { name: above.name, resources: 1, added: 0 },
    ]);
  });

  it("are not touched when one that they read from fails; the others go on", async () => {
    const bad = stateOf({ one: { provisioner: shell("exit 1") } });
    const above = stateOf({ two: {} }, { dependsOn: [bad.name] });
    const beside = stateOf({ three: {} });
    const ends = await all(applyStates(terraform(), [bad, above, beside], () => {}));
    expect(ends.map((e) => e.status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(existsSync(join(above.dir, "state.tfstate"))).toBe(false);
  });

  /** A state with an output, and one whose resource is made of it. */
  function pair(value: string): [StateFolder, StateFolder] {
    const below = stateOf({ one: {} }, { rest: { output: { o: { value } } } });
    const config = { path: join(below.dir, "state.tfstate") };
    const data = { terraform_remote_state: { below: { backend: "local", config } } };
    const input = "$" + "{data.terraform_remote_state.below.outputs.o}";
    return [below, stateOf({ two: { input } }, { dependsOn: [below.name], rest: { data } })];
  }

  it("are planned again after one that they read from has changed, though in an output only", async () => {
    const [below, above] = pair("first");
    await Promise.all(applyStates(terraform(), [below, above], () => {}).values());
    const stack = join(below.dir, "cdk.tf.json");
    writeFileSync(stack, readFileSync(stack, "utf8").replace("first", "second"));
    const again = await Promise.all(applyStates(terraform(), [below, above], () => {}).values());
    expect(again).toMatchObject([{ changed: 0 }, { changed: 1 }]);
    expect(readFileSync(join(above.dir, "state.tfstate"), "utf8")).toContain("second");
  });

  it("leave no saved plan, be it empty, applied, failed, or made for nothing below a failure", async () => {
    const [below, above] = pair("first");
    const all3 = [below, above, stateOf({ one: { provisioner: shell("exit 1") } })];
    const left = () => all3.filter((state) => existsSync(join(state.dir, "cap.tfplan")));
    await all(applyStates(terraform(), all3, () => {}));
    expect(left()).toEqual([]);
    await all(applyStates(terraform(), all3, () => {}));
    expect(left()).toEqual([]);
    writeFileSync(join(below.dir, "cdk.tf.json"), "{");
    const ends = await all(applyStates(terraform(), all3, () => {}));
    expect(ends.map((e) => e.status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(left()).toEqual([]);
  });

  it("leave no saved plan when they are interrupted", async () => {
    const stop = new AbortController();
    const slow = stateOf({ one: { provisioner: shell("sleep 20") } });
    const applying = applyStates(terraform(stop.signal), [slow], (_, p) => {
      if (p.phase === "apply" && p.progress.running.length > 0) stop.abort();
    });
    expect(await all(applying)).toMatchObject([{ status: "rejected" }]);
    expect(existsSync(join(slow.dir, "cap.tfplan"))).toBe(false);
  });
});
