import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { lastWritten } from "../../../ops/drift/last-written.ts";
import { stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();

test("what a state has is told with its name, as it was last written", async () => {
  const folder = stateOf({ one: { input: "kept" } });
  await Promise.all(applyStates(tf, [folder], { onProgress: () => {} }).states.values());
  expect(await lastWritten(tf, [folder, stateOf({ two: {} })])).toMatchObject({
    resources: [{ state: folder.name, address: "terraform_data.one", values: { input: { value: "kept" } } }],
    unread: [],
  });
});

test("a state that cannot be read is told, and the others are read", async () => {
  const [broken, whole] = [stateOf({ one: {} }), stateOf({ two: {} })];
  await Promise.all(applyStates(tf, [whole], { onProgress: () => {} }).states.values());
  writeFileSync(join(broken.dir, "state.tfstate"), "{");
  const { resources, unread } = await lastWritten(tf, [broken, whole]);
  expect(resources.map((r) => r.address)).toEqual(["terraform_data.two"]);
  expect(unread).toEqual([{ what: `state ${broken.name}`, because: expect.any(String) }]);
});

test("who is interrupted reads nothing and does not call that a blind spot", async () => {
  const gone = terraform(AbortSignal.abort(new Error("stopped")));
  const broken = stateOf({ one: {} });
  writeFileSync(join(broken.dir, "state.tfstate"), "{");
  await expect(lastWritten(gone, [broken])).rejects.toThrow("stopped");
});
