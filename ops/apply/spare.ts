import { headOf } from "../terraform/head.ts";
import { keepState } from "../terraform/keep-state.ts";
import { lockFlag, runTerraform } from "../terraform/run.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { PlanningOptions } from "./planning.ts";
import { isProtected } from "./protected-classes.ts";
import type { ApplyRequest } from "./request.ts";

/** Their creation takes long and may end in a state of failure: whether one of them is well, a person has to look. */
const mayHaveFailed: readonly string[] = [
  "aws_msk_cluster",
  "aws_msk_serverless_cluster",
  "aws_dynamodb_table_replica",
];

/**
 * Keeps what an apply was cut off from making. Terraform has marked it as tainted and would make it anew; of a bucket, a
 * table, a key or a log group that is a loss, which the gate refuses, after every Ctrl-C at the wrong second. Without the
 * mark, a plan reads what is there and changes what it lacks. What somebody has named to be replaced keeps its mark.
 *
 * For who holds the environment, before it plans; the head of the state as it is then.
 */
export const sparing =
  (
    { allowReplace, out }: Pick<ApplyRequest, "allowReplace" | "out">,
    tf: Terraform,
  ): NonNullable<PlanningOptions["prepare"]> =>
  async (state, head) => {
    const cut = (head?.tainted ?? []).filter((address) => isSpared(address) && !allowReplace.includes(address));
    if (cut.length === 0) return head;
    await untaint(tf, state, cut);
    out.note(`${state.name}: kept, though its creation was cut off: ${cut.join(", ")}; the plan changes what it lacks`);
    return await headOf(tf, state);
  };

const isSpared = (address: string): boolean =>
  isProtected(address) && !mayHaveFailed.some((type) => address.startsWith(`${type}.`));

async function untaint(tf: Terraform, state: StateFolder, addresses: readonly string[]): Promise<void> {
  const kept = await keepState(state);
  try {
    for (const address of addresses) await runTerraform(tf, { state, verb: "untaint", args: [lockFlag, address] });
    await kept.forget();
  } catch (error) {
    await kept.restore();
    throw error;
  }
}
