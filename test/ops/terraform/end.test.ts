import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { destroyPlanned, planEnd } from "../../../ops/terraform/end.ts";
import { resourcesOf } from "../../../ops/terraform/resources.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { scratch, shell, stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();
const applied = async (state: StateFolder): Promise<StateFolder> => {
  await Promise.all(applyStates(tf, [state], { onProgress: () => {} }).states.values());
  return state;
};
/** A provisioner that runs a command when the resource is destroyed. */
const atEnd = (command: string) =>
  shell(command).map((p) => ({ "local-exec": { ...p["local-exec"], when: "destroy" } }));
const silent = { onProgress: () => {}, onAgain: () => {} };

describe("the end of a state", () => {
  it("is none where there never was one", async () => expect(await planEnd(tf, stateOf({ one: {} }))).toBeUndefined());

  it("is planned whole, and done as planned", async () => {
    const state = await applied(stateOf({ one: {}, two: {} }));
    const planned = await planEnd(tf, state);
    if (planned === undefined) throw new Error("no plan");
    expect(planned.counts).toMatchObject({ add: 0, change: 0, remove: 2 });
    await destroyPlanned(tf, planned, silent);
    expect(await resourcesOf(tf, state)).toEqual([]);
    expect((await planEnd(tf, state))?.empty).toBe(true);
  });

  it("takes the import blocks of an emulated state with it, and of no other", async () => {
    const state = await applied(stateOf({ one: {} }));
    const file = join(state.dir, "imports.json");
    const block = (of: string) => ({ state: of, to: "aws_sqs_queue.q", id: "https://sqs/q" });
    writeFileSync(file, JSON.stringify([block(state.name), block("account")]));
    const planned = await planEnd(tf, state);
    if (planned === undefined) throw new Error("no plan");
    await destroyPlanned(tf, planned, silent);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([block("account")]);
  });

  it("is tried once more when not all of it went, and that is told", async () => {
    const once = join(scratch, "once");
    const state = await applied(
      stateOf({ one: {}, two: { provisioner: atEnd(`test -e ${once} || { touch ${once}; exit 1; }`) } }),
    );
    const planned = await planEnd(tf, state);
    if (planned === undefined) throw new Error("no plan");
    let again = 0;
    await destroyPlanned(tf, planned, { ...silent, onAgain: () => void again++ });
    expect(again).toBe(1);
    expect(await resourcesOf(tf, state)).toEqual([]);
  });

  it("that fails twice is a failure: what is left stays in the state, and no plan is left behind", async () => {
    const state = await applied(stateOf({ one: {}, two: { provisioner: atEnd("exit 1") } }));
    const planned = await planEnd(tf, state);
    if (planned === undefined) throw new Error("no plan");
    await expect(destroyPlanned(tf, planned, silent)).rejects.toMatchObject({ code: "CAP_TERRAFORM" });
    expect(await resourcesOf(tf, state)).toEqual(["terraform_data.two"]);
    expect(existsSync(join(state.dir, "cap.tfplan"))).toBe(false);
  });

  it("is not tried again by who was told to stop", async () => {
    const begun = join(scratch, "begun");
    const state = await applied(stateOf({ one: { provisioner: atEnd(`touch ${begun}; sleep 20`) } }));
    const planned = await planEnd(tf, state);
    if (planned === undefined) throw new Error("no plan");
    const stop = new AbortController();
    const again = (): void => writeFileSync(join(scratch, "again"), "");
    const onProgress = ({ running }: { running: readonly string[] }): void => void (running.length > 0 && stop.abort());
    await expect(destroyPlanned(terraform(stop.signal), planned, { onProgress, onAgain: again })).rejects.toThrow();
    expect(existsSync(join(scratch, "again"))).toBe(false);
  });
});
