import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { bundleSummary, sha256 } from "../../../ops/apply/bundle.ts";
import { addressOf } from "../../../ops/apply/bundle-address.ts";
import { writeBundle } from "../../../ops/apply/bundle-file.ts";
import { bundleOf, originNow } from "../../../ops/apply/bundling.ts";
import { chosenBundle } from "../../../ops/apply/choosing.ts";
import { applyPlans } from "../../../ops/apply/engine.ts";
import { readMeantFor } from "../../../ops/apply/held-against.ts";
import { journalled } from "../../../ops/apply/journalled.ts";
import { allPlanned } from "../../../ops/apply/plan-steps.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import { sealerOf } from "../../../ops/apply/sealer.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { discardPlan } from "../../../ops/terraform/plan.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import type { Workspace } from "../../../ops/workspace/workspace.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { pair, rewrite, scratch, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";
import { cutOff } from "./cut-off.ts";
import { listening, plannedState, requestOf, summaryOf } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-choosing-"));
beforeAll(() => void vi.stubEnv("CAP_HOME", home));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const tf = terraform();
const workspaceOf = (...folders: StateFolder[]): Workspace => ({
  tf,
  folders,
  at: { env: dev, home, signal: tf.signal },
  end: async () => {},
});
const newJournal = () => new Journal(new MemoryObjects(), dev);
const recordIn = (journal: Journal) => ({ journal, act: crypto.randomUUID() });

/** Plans states and keeps the plans in a bundle, as `cap plan --out` does. */
const bundled = (...folders: StateFolder[]): Promise<string> => bundledPart(folders, folders);

/** Plans some states of an environment, as `cap plan --stack` does. */
async function bundledPart(folders: readonly StateFolder[], all: readonly StateFolder[]): Promise<string> {
  const file = join(home, `${folders[0]?.name}.capplan`);
  const plans = allPlanned(await planStates(tf, folders));
  const bundle = await bundleOf(await originNow(dev, true, all), plans);
  await writeBundle(file, bundle, await sealerOf(bundle.summary));
  await Promise.all(folders.map(discardPlan));
  return file;
}

/** Applies a bundle as `cap apply --plan` does, up to the lock; answers the results and which plans were shown. */
async function appliedFrom(file: string, folders: readonly StateFolder[], journal: Journal) {
  const request = requestOf({ file });
  const record = recordIn(journal);
  const handed = await readMeantFor(request, file);
  const { summary, plans, before } = await chosenBundle(request, handed, workspaceOf(...folders), record);
  const shown: string[] = [];
  const agree = async ({ folder }: { folder: StateFolder }) => void shown.push(folder.name);
  const { outcomes } = await journalled(record, request, summary, (hooks) => {
    return applyPlans({ tf, plans, before, agree, onProgress: () => {}, settle: false, ...hooks }).end;
  });
  return { results: outcomes.map((o) => o.result), shown };
}

describe("a bundle that is handed in", () => {
  it("is applied exactly: what was planned, though the plans are of another process; known ones are not shown again", async () => {
    const [below, above] = pair({ o: "first" });
    const file = await bundled(below, above);
    const end = await appliedFrom(file, [below, above], newJournal());
    expect(end).toEqual({ results: ["applied", "applied"], shown: [above.name] });
  });

  it("is read once: what becomes of it while an apply waits for its lock changes nothing", async () => {
    const one = stateOf({ one: {} });
    const file = await bundled(one);
    const request = requestOf({ file });
    const handed = await readMeantFor(request, file);
    rmSync(file);
    const { plans } = await chosenBundle(request, handed, workspaceOf(one), recordIn(newJournal()));
    expect(plans).toMatchObject([{ kind: "planned", folder: one }]);
    await discardPlan(one);
  });

  it("behind an address is downloaded once", async () => {
    const asked: string[] = [];
    const summary = summaryOf({ emulated: false, states: [] });
    // Refused before its key is asked for, which this store has not.
    const text = JSON.stringify({ format: "cap-plan-1", summary: { ...summary, by: "eve@laptop" }, sealed: "" });
    const store = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(text);
    });
    await new Promise<void>((resolve) => store.listen(0, "127.0.0.1", resolve));
    const reached = {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "id",
      AWS_SECRET_ACCESS_KEY: "secret",
    };
    for (const [name, value] of Object.entries(reached)) vi.stubEnv(name, value);
    onTestFinished(() => {
      for (const name of Object.keys(reached)) vi.stubEnv(name, undefined);
      store.close();
    });
    const file = addressOf(dev, summary.id);
    const request = requestOf({ emulated: false, file });
    const handed = await readMeantFor(request, file);
    const late = chosenBundle(request, handed, workspaceOf(stateOf({ one: {} })), recordIn(newJournal()));
    await expect(late).rejects.toMatchObject({
      code: "CAP_BUNDLE",
      message: expect.stringContaining("its summary is"),
    });
    expect(asked).toEqual([expect.stringContaining(`/bundles/dev/${summary.id}.capplan`)]);
  });

  it("is refused as a whole once a state was written by anybody else", async () => {
    const [one, two] = [stateOf({ one: {} }), stateOf({ two: {} })];
    const file = await bundled(one, two);
    await appliedFrom(await bundled(two), [one, two], newJournal()).catch(() => {});
    const other = await bundled(two);
    expect(other).not.toBe(file);
    await appliedFrom(other, [two], newJournal());
    const late = appliedFrom(file, [one, two], newJournal());
    await expect(late).rejects.toMatchObject({
      code: "CAP_STALE_PLAN",
      exit: 4,
      message: expect.stringContaining(two.name),
    });
    expect(written(one)).toBe("");
  });

  it("is refused when a serial was edited by hand, or the code is another", async () => {
    const one = stateOf({ one: {} });
    await appliedFrom(await bundled(one), [one], newJournal());
    rewrite(one, '"one":{}', '"one":{},"two":{}');
    const file = await bundled(one);
    const state = join(one.dir, "state.tfstate");
    const text = readFileSync(state, "utf8");
    writeFileSync(
      state,
      text.replace(/"serial": (\d+)/, (_, n) => `"serial": ${Number(n) + 1}`),
    );
    await expect(appliedFrom(file, [one], newJournal())).rejects.toMatchObject({
      code: "CAP_STALE_PLAN",
      message: expect.stringMatching(/planned at serial \d+, found \d+: it was written since/),
    });
    writeFileSync(state, text);
    rewrite(one, '"two":{}', '"three":{}');
    await expect(appliedFrom(file, [one], newJournal())).rejects.toMatchObject({
      code: "CAP_STALE_PLAN",
      message: expect.stringContaining("Terraform JSON"),
    });
  });

  it("that is refused has written nothing, not even that what was cut off is kept", async () => {
    const one = stateOf({ one: {} });
    const file = await bundled(one);
    await cutOff(one);
    const before = written(one);
    await expect(appliedFrom(file, [one], newJournal())).rejects.toMatchObject({ code: "CAP_STALE_PLAN" });
    expect(written(one)).toBe(before);
  });

  it("that fits writes nothing before it is applied; that a bucket was cut off and would be made anew is told", async () => {
    const one = await cutOff();
    const plan = "a saved plan";
    const state = plannedState(one.name, { sha256: sha256(plan), lineage: "a", serial: 3 });
    const origin = await originNow(dev, true, [one]);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    // In the order of its fields in a file: that is what is sealed.
    const summary = bundleSummary.parse(summaryOf({ ...origin, expires: later, states: [state] }));
    const file = join(home, "cut-off.capplan");
    await writeBundle(file, { summary, plans: new Map([[one.name, Buffer.from(plan)]]) }, await sealerOf(summary));
    const before = written(one);
    const { out, notes } = listening();
    const request = requestOf({ file, out });
    const handed = await readMeantFor(request, file);
    const { plans } = await chosenBundle(request, handed, workspaceOf(one), recordIn(newJournal()));
    expect(plans).toMatchObject([{ kind: "planned" }]);
    expect(written(one)).toBe(before);
    expect(notes).toEqual([expect.stringContaining("aws_s3_bucket.one")]);
  });

  it("of a part initialises the other states as well: the gate looks at runtime, whatever is applied", async () => {
    const [one, runtime] = [stateOf({ one: {} }), stateOf({ two: {} })];
    const file = await bundledPart([one], [one, runtime]);
    const request = requestOf({ file });
    const handed = await readMeantFor(request, file);
    const { summary } = await chosenBundle(request, handed, workspaceOf(one, runtime), recordIn(newJournal()));
    expect(summary.states.map((s) => s.state)).toEqual([one.name]);
    expect(existsSync(join(runtime.dir, ".terraform/cap-stamp"))).toBe(true);
  });

  it("goes on after a failure: what it has applied is skipped, what failed is planned again and shown", async () => {
    const gate = join(scratch, "open-the-gate");
    const [good, bad] = [
      stateOf({ one: {} }),
      stateOf({ first: {}, second: { provisioner: shell(`test -e ${gate}`) } }),
    ];
    const late = stateOf({ three: {} }, { dependsOn: [bad.name] });
    const folders = [good, bad, late];
    const file = await bundled(...folders);
    const journal = newJournal();
    expect(await appliedFrom(file, folders, journal)).toEqual({
      results: ["applied", "failed", "not-started"],
      shown: [],
    });
    writeFileSync(gate, "");
    const before = written(good);
    expect(await appliedFrom(file, folders, journal)).toEqual({
      results: ["before", "applied", "applied"],
      shown: [bad.name],
    });
    expect(written(good)).toBe(before);
    expect(await appliedFrom(file, folders, journal)).toEqual({ results: ["before", "before", "before"], shown: [] });
    expect(folders.filter(({ dir }) => existsSync(join(dir, "cap.tfplan")))).toEqual([]);
  });
});

describe("without a bundle", () => {
  const record = recordIn(newJournal());
  const out = listening().out;

  it("the states that were asked for are planned now, all of them otherwise", async () => {
    const [one, two] = [stateOf({ one: {} }), stateOf({ two: {} })];
    const some = await chosenBundle(requestOf({ out, stacks: [two.name] }), undefined, workspaceOf(one, two), record);
    expect(some.summary.states.map((s) => s.state)).toEqual([two.name]);
    const all = await chosenBundle(requestOf({ out }), undefined, workspaceOf(one, two), record);
    expect(all.plans.map((p) => p.kind)).toEqual(["planned", "planned"]);
    expect(all.before.size).toBe(0);
  });

  it("mending touches the drifted addresses alone, and is refused where it would bring more", async () => {
    const state = stateOf({ one: {}, two: {} });
    const mending = new Map([[state.name, ["terraform_data.one"]]]);
    const { summary } = await chosenBundle(requestOf({ out, mending }), undefined, workspaceOf(state), record);
    expect(summary.states).toMatchObject([{ changes: [{ address: "terraform_data.one" }] }]);
    const tied = stateOf({ one: { input: `\${terraform_data.two.id}` }, two: {} });
    const more = requestOf({ out, mending: new Map([[tied.name, ["terraform_data.one"]]]) });
    await expect(chosenBundle(more, undefined, workspaceOf(tied), record)).rejects.toMatchObject({
      code: "CAP_MENDS_MORE",
      exit: 4,
      message: expect.stringContaining("terraform_data.two"),
    });
  });
});
