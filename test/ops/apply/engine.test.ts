import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCode, OperatorError } from "../../../contracts/errors.ts";
import { type Applied, type ApplyOptions, applyPlans } from "../../../ops/apply/engine.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { type Planned, planNow, type StatePlan } from "../../../ops/apply/plans.ts";
import { init } from "../../../ops/terraform/init.ts";
import { atOnce, type StateFolder } from "../../../ops/terraform/terraform.ts";
import { pair, readerOf, rewrite, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";

const tf = terraform();
const how = {
  tf,
  before: new Set<string>(),
  agree: async () => {},
  onBegin: async () => {},
  onEnd: async () => {},
  onProgress: () => {},
  settle: false,
};
const applying = (plans: readonly StatePlan[], more: Partial<ApplyOptions> = {}): Promise<Applied> =>
  applyPlans({ ...how, plans, ...more }).end;
const planned = (...folders: StateFolder[]) => planStates(tf, folders);
const results = ({ outcomes }: Applied) => outcomes.map((o) => o.result);
const leftIn = (...folders: StateFolder[]) => folders.filter(({ dir }) => existsSync(join(dir, "cap.tfplan")));
const refusal = () => new OperatorError("CAP_DECLINED", "no", [], { exit: exitCode.refused });

describe("states", () => {
  it("are applied each after those that it reads from, and told one by one", async () => {
    const [below, above] = pair({ o: "first" });
    const told: string[] = [];
    const onBegin = async (state: string) => void told.push(`${state} begins`);
    const onEnd: ApplyOptions["onEnd"] = async ({ state, result }) => void told.push(`${state} ${result}`);
    const end = await applying(await planned(below, above), { onBegin, onEnd });
    expect(results(end)).toEqual(["applied", "applied"]);
    expect(told).toEqual([below, above].flatMap(({ name }) => [`${name} begins`, `${name} applied`]));
    expect(end.outcomes[0]).toMatchObject({ added: 1, changed: 0, destroyed: 0, head: { serial: expect.any(Number) } });
  });

  it("after a failure: what depends on it is not begun and says on what, all else is finished, nothing is left", async () => {
    const bad = stateOf({ one: { provisioner: shell("exit 1") } }, { rest: { output: { o: { value: "x" } } } });
    const above = readerOf(bad);
    const [top, beside] = [readerOf(above), stateOf({ three: {} })];
    const begun: string[] = [];
    const end = await applying(await planned(bad, above, top, beside), { onBegin: async (s) => void begun.push(s) });
    expect(results(end)).toEqual(["failed", "not-started", "not-started", "applied"]);
    expect(end.outcomes[1]?.because).toContain(bad.name);
    expect(end.outcomes[2]?.because).toContain(above.name);
    expect(begun.toSorted()).toEqual([bad.name, beside.name].toSorted());
    expect(end.outcomes[0]).toMatchObject({ error: { code: "CAP_TERRAFORM" }, head: { lineage: expect.any(String) } });
    expect(leftIn(bad, above, top, beside)).toEqual([]);
  });

  it("that fail count what was added, changed and destroyed before", async () => {
    const one = stateOf({ kept: { input: "a" }, gone: {} });
    await applying(await planned(one));
    const last = { provisioner: shell("exit 1"), depends_on: ["terraform_data.kept", "terraform_data.new"] };
    rewrite(one, '"kept":{"input":"a"},"gone":{}', `"kept":{"input":"b"},"new":{},"last":${JSON.stringify(last)}`);
    const { outcomes } = await applying(await planned(one));
    expect(outcomes).toMatchObject([{ result: "failed", added: 1, changed: 1, destroyed: 1, planned: 4 }]);
  });

  it("count what was planned and turned out to need nothing: its new value was known only then, and is the old one", async () => {
    const one = stateOf({ made: { input: "a" }, same: { input: `\${terraform_data.made.output}` } });
    await applying(await planned(one));
    rewrite(one, '"made":{"input":"a"}', '"made":{"input":"a","triggers_replace":"x"}');
    const { outcomes } = await applying(await planned(one));
    expect(outcomes).toMatchObject([{ result: "applied", added: 1, changed: 0, destroyed: 1, planned: 3 }]);
  });

  it("that are planned on the way are made ready for it first; what was planned before is not", async () => {
    const [below, above] = pair({ o: "first" });
    const told: string[] = [];
    const prepare: ApplyOptions["prepare"] = async ({ name }, head) => {
      told.push(`${name} ready`);
      return head;
    };
    const agree = async ({ folder }: Planned) => void told.push(`${folder.name} shown`);
    expect(results(await applying(await planned(below, above), { prepare, agree }))).toEqual(["applied", "applied"]);
    expect(told).toEqual([`${above.name} ready`, `${above.name} shown`]);
  });

  it("without a change are neither begun nor written", async () => {
    const one = stateOf({ one: {} });
    await applying(await planned(one));
    const before = written(one);
    const onBegin = () => Promise.reject(new Error("it was begun"));
    expect(results(await applying(await planned(one), { onBegin }))).toEqual(["unchanged"]);
    expect(written(one)).toBe(before);
  });

  it("that nobody can write down are not touched", async () => {
    const one = stateOf({ one: {} });
    const end = await applying(await planned(one), { onBegin: () => Promise.reject(new Error("no journal")) });
    expect(end.outcomes).toMatchObject([{ result: "failed", error: { message: "no journal" } }]);
    expect(written(one)).toBe("");
    expect(leftIn(one)).toEqual([]);
  });

  it("that were done before stay as they are, and hold up nothing", async () => {
    const done = stateOf({ one: {} });
    const above = stateOf({ two: {} }, { dependsOn: [done.name] });
    const end = await applying(await planned(done, above), { before: new Set([done.name]) });
    expect(results(end)).toEqual(["before", "applied"]);
    expect(written(done)).toBe("");
    expect(leftIn(done)).toEqual([]);
  });
});

describe("an unknown state", () => {
  it("is planned when its turn has come, shown, and applied once it is agreed to", async () => {
    const [below, above] = pair({ o: "first" });
    const shown: Planned[] = [];
    const agree = async (p: Planned) => void shown.push(p);
    expect(results(await applying(await planned(below, above), { agree }))).toEqual(["applied", "applied"]);
    expect(shown.map((p) => [p.folder.name, p.changes.map((c) => c.address)])).toEqual([
      [above.name, ["terraform_data.two"]],
    ]);
    expect(written(above)).toContain("first");
  });

  it("that is declined is not touched, nor is what reads from it; no plan of it is left", async () => {
    const [below, above] = pair({ o: "first" });
    const top = readerOf(above);
    const plans = await planned(below, above, top);
    const end = await applying(plans, { agree: () => Promise.reject(refusal()) });
    expect(results(end)).toEqual(["applied", "declined", "not-started"]);
    expect([above, top].map(written)).toEqual(["", ""]);
    expect(leftIn(below, above, top)).toEqual([]);
  });

  it("that turns out to change nothing is not asked for", async () => {
    const [below, above] = pair({ o: "first" });
    await applying(await planned(below, above));
    rewrite(below, '"one":{}', '"one":{"input":"x"}');
    const plans = [await planNow(tf, below), { kind: "unknown", folder: above, until: [below.name] } as const];
    const agree = () => Promise.reject(new Error("asked"));
    expect(results(await applying(plans, { agree }))).toEqual(["applied", "unchanged"]);
  });
});

describe("a known plan whose ground has moved", () => {
  /** A pair that is applied, and the plan of the upper one from an output that the lower one's plan was not to change. */
  async function moved() {
    const [below, above] = pair({ o: "first" });
    await applying(await planned(below, above));
    rewrite(above, '"two":{', '"more":{},"two":{');
    const old = await planNow(tf, above);
    rewrite(below, "first", "second");
    return { below, above, old, lower: await planNow(tf, below) };
  }

  it("is made anew and asked for again: the old one would apply the old value", async () => {
    const { above, old, lower } = await moved();
    const shown: string[][] = [];
    const agree = async ({ changes }: Planned) => void shown.push(changes.map((c) => c.address));
    expect(results(await applying([lower, old], { agree }))).toEqual(["applied", "applied"]);
    expect(shown).toEqual([["terraform_data.more", "terraform_data.two"]]);
    expect(written(above)).toContain("second");
  });

  it("is not applied when nobody agrees to the new one", async () => {
    const { above, old, lower } = await moved();
    const end = await applying([lower, old], { agree: () => Promise.reject(refusal()) });
    expect(results(end)).toEqual(["applied", "declined"]);
    expect(written(above)).not.toContain("terraform_data.more");
  });

  it("is made anew after an earlier run, and asked for only where it shows something else", async () => {
    const same = await moved();
    await applying([same.lower]);
    rewrite(same.below, "second", "first");
    await applying(await planned(same.below));
    const agree = () => Promise.reject(refusal());
    const before = { before: new Set([same.below.name]), agree };
    expect(results(await applying([same.lower, same.old], before))).toEqual(["before", "applied"]);
    const other = await moved();
    await applying([other.lower]);
    const plans = [other.lower, other.old];
    expect(results(await applying(plans, { before: new Set([other.below.name]), agree }))).toEqual([
      "before",
      "declined",
    ]);
  });
});

describe("an interrupted apply", () => {
  it("loses no state, begins nothing more, and says which were not begun", async () => {
    const stop = new AbortController();
    const after = { depends_on: ["terraform_data.quick"] };
    const slow = () => stateOf({ quick: {}, slow: { provisioner: shell("sleep 20"), ...after } });
    const folders = [...Array.from({ length: atOnce }, slow), stateOf({ late: {} })];
    const begun: string[] = [];
    const inTheMiddle = new Set<string>();
    const onProgress: ApplyOptions["onProgress"] = (state, p) => {
      if (p.phase !== "applies" || !p.progress.running.some((r) => r.includes("slow"))) return;
      if (inTheMiddle.add(state).size === atOnce) stop.abort();
    };
    const onBegin = async (s: string) => void begun.push(s);
    const plans = await planned(...folders);
    const end = await applying(plans, { tf: terraform(stop.signal), onProgress, onBegin });
    expect(results(end)).toEqual([...Array.from({ length: atOnce }, () => "interrupted"), "not-started"]);
    const because = "interrupted; 1 cut off while it was made: the same command keeps it or makes it anew";
    expect(end.outcomes[0]).toMatchObject({ because, cutOff: 1 });
    expect(end.outcomes.some((o) => o.added === 1 && o.planned === 2)).toBe(true);
    expect(begun).toHaveLength(atOnce);
    expect(end.outcomes.at(-1)?.because).toContain("asked to stop");
    expect(folders.some((f) => written(f).includes("quick"))).toBe(true);
    expect(leftIn(...folders)).toEqual([]);
  });
});

describe("settling", () => {
  it("looks once more at what was applied, and at nothing else", async () => {
    const [calm, fresh] = [stateOf({ one: {} }), stateOf({ one: {} })];
    await applying(await planned(calm));
    const { settled } = await applying(await planned(calm, fresh), { settle: true });
    expect(settled).toEqual([{ state: fresh.name, noise: [], drift: [] }]);
    expect(leftIn(calm, fresh)).toEqual([]);
  });

  it("counts with what the environment's other states have made", async () => {
    const [one, beside] = [stateOf({ one: {} }), stateOf({ other: {} })];
    writeFileSync(join(beside.dir, "state.tfstate"), "{");
    const { settled } = await applying(await planned(one), { settle: true, beside: [beside] });
    const error = { code: "CAP_STATE_BROKEN", message: expect.stringContaining(beside.name) };
    expect(settled).toMatchObject([{ state: one.name, error }]);
  });

  it("that cannot look is told, and makes no failure of what was applied", async () => {
    const one = stateOf({ one: {} });
    await init(tf, one);
    const plans = await planned(one);
    const onEnd = async () => rewrite(one, "terraform_data", "no_such_type");
    const end = await applying(plans, { settle: true, onEnd });
    expect(results(end)).toEqual(["applied"]);
    expect(end.settled).toMatchObject([{ state: one.name, drift: [], error: { code: "CAP_TERRAFORM" } }]);
    expect(leftIn(one)).toEqual([]);
  });
});
