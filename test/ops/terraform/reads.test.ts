import { expect, test } from "vitest";
import { readsOf } from "../../../ops/terraform/reads.ts";
import { pair, stateOf } from "../../support/terraform-data.ts";

const reference = (state: string, output: string): string =>
  `\${data.terraform_remote_state.cross-stack-reference-input-${state}.outputs.${output}}`;

test("every output of another state is told once, also inside a longer text", async () => {
  const policy = `arn:${reference("durable", "key-arn")}:${reference("durable", "cross-stack-output-b")} ${reference("account", "id")}`;
  const state = stateOf({ one: { input: reference("durable", "key-arn") }, two: { input: policy } });
  expect(await readsOf(state)).toEqual([
    { state: "durable", output: "key-arn" },
    { state: "durable", output: "cross-stack-output-b" },
    { state: "account", output: "id" },
  ]);
});

test("a state that reads nothing of another has none, though it has outputs of its own", async () => {
  const [below, above] = pair({ o: "first" });
  expect(await readsOf(below)).toEqual([]);
  expect(await readsOf(above)).toEqual([{ state: below.name, output: "o" }]);
});
