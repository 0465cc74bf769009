import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyStates, type StateProgress } from "../../../ops/apply/all-states.ts";
import { pair, rewrite, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";

describe("states that read from each other", () => {
  const silent = { onProgress: () => {} };
  const all = (m: ReadonlyMap<string, Promise<unknown>>) => Promise.allSettled(m.values());

  it("are applied in order, and all planned at once when nothing changed", async () => {
    const below = stateOf({ one: {} });
    const above = stateOf({ two: {} }, { dependsOn: [below.name] });
    const order: string[] = [];
    const onProgress = (name: string, p: StateProgress): void => {
      if (p.phase === "applies") order.push(name);
    };
    await all(applyStates(terraform(), [below, above], { onProgress }).states);
    expect([...new Set(order)]).toEqual([below.name, above.name]);
    const again = await Promise.all(applyStates(terraform(), [below, above], silent).states.values());
    expect(again).toMatchObject([
      { name: below.name, resources: 1, added: 0 },
      { name: above.name, resources: 1, added: 0 },
    ]);
  });

  it("are not touched when one that they read from fails; the others go on", async () => {
    const bad = stateOf({ one: { provisioner: shell("exit 1") } });
    const above = stateOf({ two: {} }, { dependsOn: [bad.name] });
    const beside = stateOf({ three: {} });
    const ends = await all(applyStates(terraform(), [bad, above, beside], silent).states);
    expect(ends.map((e) => e.status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(existsSync(join(above.dir, "state.tfstate"))).toBe(false);
  });

  it("are planned again after one that they read from has changed, though in an output only", async () => {
    const [below, above] = pair({ o: "first" });
    await Promise.all(applyStates(terraform(), [below, above], silent).states.values());
    rewrite(below, "first", "second");
    const again = await Promise.all(applyStates(terraform(), [below, above], silent).states.values());
    expect(again).toMatchObject([{ changed: 0 }, { changed: 1 }]);
    expect(written(above)).toContain("second");
  });

  it("leave no saved plan, be it empty, applied, failed, or made for nothing below a failure", async () => {
    const [below, above] = pair({ o: "first" });
    const all3 = [below, above, stateOf({ one: { provisioner: shell("exit 1") } })];
    const left = () => all3.filter((state) => existsSync(join(state.dir, "cap.tfplan")));
    await all(applyStates(terraform(), all3, silent).states);
    expect(left()).toEqual([]);
    await all(applyStates(terraform(), all3, silent).states);
    expect(left()).toEqual([]);
    writeFileSync(join(below.dir, "cdk.tf.json"), "{");
    const ends = await all(applyStates(terraform(), all3, silent).states);
    expect(ends.map((e) => e.status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(left()).toEqual([]);
  });

  it("leave no saved plan when they are interrupted", async () => {
    const stop = new AbortController();
    const slow = stateOf({ one: { provisioner: shell("sleep 20") } });
    const onProgress = (_: string, p: StateProgress): void => {
      if (p.phase === "applies" && p.progress.running.length > 0) stop.abort();
    };
    const { states } = applyStates(terraform(stop.signal), [slow], { onProgress });
    expect(await all(states)).toMatchObject([{ status: "rejected" }]);
    expect(existsSync(join(slow.dir, "cap.tfplan"))).toBe(false);
  });
});
