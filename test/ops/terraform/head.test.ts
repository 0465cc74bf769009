import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyStates } from "../../../ops/apply/all-states.ts";
import { headOf, resourcesIn } from "../../../ops/terraform/head.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { pair, rewrite, stateOf, terraform } from "../../support/terraform-data.ts";

const tf = terraform();
const applied = async (...folders: StateFolder[]): Promise<void> =>
  void (await Promise.all(applyStates(tf, folders, { onProgress: () => {} }).states.values()));
const outputOf = async (state: StateFolder) => (await headOf(tf, state))?.outputs.get("o");

describe("the head of a state", () => {
  it("is none where nothing was ever written", async () =>
    expect(await headOf(tf, stateOf({ one: {} }))).toBeUndefined());

  it("tells lineage, serial and how many resources there are, data sources not counted", async () => {
    const [below, above] = pair({ o: "first" });
    await applied(below, above);
    expect(await headOf(tf, above)).toMatchObject({
      lineage: expect.stringMatching(/^[0-9a-f-]{36}$/),
      serial: expect.any(Number),
      resources: 1,
    });
  });

  it("tells by each output whether its value is another, and not the value", async () => {
    const [below] = pair({ o: "first-word" });
    await applied(below);
    const first = await outputOf(below);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    rewrite(below, "first-word", "second");
    await applied(below);
    expect(await outputOf(below)).not.toBe(first);
    rewrite(below, "second", "first-word");
    await applied(below);
    expect(await outputOf(below)).toBe(first);
  });

  it("grows with every write, in one life", async () => {
    const one = stateOf({ one: {} });
    await applied(one);
    const first = await headOf(tf, one);
    rewrite(one, '"one":{}', '"one":{},"two":{}');
    await applied(one);
    const second = await headOf(tf, one);
    expect(second?.lineage).toBe(first?.lineage);
    expect(second?.serial).toBeGreaterThan(first?.serial ?? 0);
  });
});

it("resources are told with their values; data sources are none", async () => {
  const [below, above] = pair({ o: "first" });
  await applied(below, above);
  expect(await resourcesIn(tf, above)).toMatchObject([
    { address: "terraform_data.two", mode: "managed", type: "terraform_data", values: { input: { value: "first" } } },
  ]);
  expect(await resourcesIn(tf, stateOf({}))).toEqual([]);
});

it.each(["{", "[]", '{"lineage":"l"}'])(
  "a state that is no whole state is refused, with the way back: %s",
  async (text) => {
    const one = stateOf({ one: {} });
    await applied(one);
    const file = join(one.dir, "state.tfstate");
    expect(readFileSync(file, "utf8")).not.toBe("");
    writeFileSync(file, text);
    await expect(headOf(tf, one)).rejects.toMatchObject({
      code: "CAP_STATE_BROKEN",
      exit: 4,
      nextSteps: [`mv ${file}.before ${file}`],
    });
  },
);
