import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import { dev } from "../../../environments/dev.ts";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { type DestroyRequest, destroyUnderLock } from "../../../ops/apply/destroy.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { discardPlan } from "../../../ops/terraform/plan.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { rewrite, scratch, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";
import { listening } from "./given.ts";

const tf = terraform();

async function applied(folder = stateOf({ one: {} })): Promise<StateFolder> {
  await Promise.all(applyStates(tf, [folder], { onProgress: () => {} }).states.values());
  return folder;
}

/** Destroys a state, and tells how that ended and what the journal has of it. */
async function destroyed(folder: StateFolder, more: Partial<DestroyRequest> = {}, signal = tf.signal) {
  const journal = new Journal(new MemoryObjects(), dev);
  const request = { env: dev, emulated: true, yes: false, out: listening().out, signal, ...more };
  const workspace = {
    tf: terraform(signal),
    folders: [folder],
    at: { env: dev, home: "", signal },
    end: async () => {},
  };
  const end = await destroyUnderLock(request, workspace, { journal, act: "a" }).catch((error: unknown) => error);
  await discardPlan(folder);
  const { entries } = await journal.read(9);
  const told = entries.toReversed().map(({ operation, result, reason }) => ({ operation, result, reason }));
  return { end, told, states: entries[0]?.states };
}

it("a destruction that nobody agreed to is a line in the journal: who wanted it, and why it was not done", async () => {
  const folder = await applied();
  const { end, told } = await destroyed(folder);
  expect(end).toMatchObject({ code: "CAP_NOBODY_TO_ASK", exit: 4 });
  expect(told).toEqual([
    { operation: "destroy", result: "refused", reason: expect.stringContaining("nobody can be asked here") },
  ]);
  expect(written(folder)).toContain("terraform_data");
});

it("so is one that cannot be planned", async () => {
  const folder = await applied();
  rewrite(folder, '"one":{}', '"one":{"no_such":1}');
  const { told } = await destroyed(folder, { yes: true });
  expect(told).toEqual([{ operation: "destroy", result: "failed", reason: expect.stringContaining("terraform plan") }]);
});

it("one that was agreed to has its beginning and its end, as before", async () => {
  const { told } = await destroyed(await applied(), { yes: true });
  expect(told.map((t) => `${t.operation} ${t.result}`)).toEqual(["destroy started", "destroy ok"]);
});

it.each([
  ["was interrupted", "by-somebody", undefined],
  ["lost its lock", "by-its-lock", new OperatorError("CAP_LOCK_LOST", "the lock is lost", [])],
] as const)("one that %s counts what went, to whoever reads it now and in the journal", async (_, name, why) => {
  const begun = join(scratch, `slow-end-${name}`);
  const [slow] = shell(`touch ${begun}; sleep 20`);
  const provisioner = [{ "local-exec": { ...slow?.["local-exec"], when: "destroy" } }];
  // What depends on another goes before it.
  const folder = await applied(stateOf({ slow: { provisioner }, first: { depends_on: ["terraform_data.slow"] } }));
  const stop = new AbortController();
  void vi.waitFor(() => expect(existsSync(begun)).toBe(true), 20_000).then(() => stop.abort(why));
  const { out, notes } = listening();
  const { end, told, states } = await destroyed(folder, { yes: true, out }, stop.signal);
  const result = "1 of 2 destroyed";
  const message = `interrupted: ${folder.name} ${result}; what is not destroyed is in the states`;
  expect(end).toMatchObject({ code: "CAP_INTERRUPTED", message });
  // The lock's loss is what such a command ends with; what is destroyed is told before.
  expect(notes.includes(message)).toBe(why !== undefined);
  expect(told.map((t) => t.result)).toEqual(["started", "interrupted"]);
  expect(told[1]?.reason).toBe(why?.message);
  expect(states).toEqual([{ name: folder.name, result }]);
});
