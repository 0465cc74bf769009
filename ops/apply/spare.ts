import { begin } from "../journal/act.ts";
import { again, type Told } from "../report/again.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import { keepState } from "../terraform/keep-state.ts";
import { lockFlag, runTerraform } from "../terraform/run.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { type ActInJournal, endedBy, operationOf } from "./journalled.ts";
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
 *
 * @param record where it is told. @default - nowhere: there is no journal yet
 */
export const sparing =
  (o: Pick<ApplyRequest, "allowReplace" | "mending" | "out">, tf: Terraform, record?: ActInJournal): Prepare =>
  async (state, head) => {
    const cut = cutOffIn(head, o.allowReplace);
    if (cut.length === 0) return head;
    const untainting = (): Promise<void> => untaint(tf, state, cut);
    await (record === undefined ? untainting() : inJournal(o, record, { state, cut }, untainting));
    const all = cut.join(", ");
    o.out.note(`${state.name}: kept, though its creation was cut off: ${all}; the plan changes what it lacks`);
    return await headOf(tf, state);
  };

/** Says what {@link sparing} would keep, to whom a state is only to read: their plan makes it anew. */
export const tellingCutOff =
  (o: Told & Pick<ApplyRequest, "out"> & Partial<Pick<ApplyRequest, "allowReplace">>): Prepare =>
  async (state, head) => {
    const cut = cutOffIn(head, o.allowReplace).join(", ");
    const keeps = again("apply", o, `--stack ${state.name}`);
    if (cut !== "")
      o.out.note(`${state.name}: ${cut}: its creation was cut off, and a plan makes it anew; what keeps it: ${keeps}`);
    return head;
  };

type Prepare = NonNullable<PlanningOptions["prepare"]>;

const cutOffIn = (head: StateHead | undefined, named: readonly string[] = []): readonly string[] =>
  (head?.tainted ?? []).filter((address) => isSpared(address) && !named.includes(address));

const isSpared = (address: string): boolean =>
  isProtected(address) && !mayHaveFailed.some((type) => address.startsWith(`${type}.`));

async function inJournal(
  o: Pick<ApplyRequest, "mending" | "out">,
  { journal, act }: ActInJournal,
  { state, cut }: { readonly state: StateFolder; readonly cut: readonly string[] },
  write: () => Promise<void>,
): Promise<void> {
  const reason = `kept, though its creation was cut off: ${cut.join(", ")}`;
  const news = { act: `${act}-${state.name}-kept`, operation: operationOf(o), reason };
  const kept = await begin(journal, news, o.out.note);
  try {
    await write();
    await kept.end({ result: "ok", states: [{ name: state.name, result: "kept" }] });
  } catch (error) {
    await kept.end({ result: endedBy(error) });
    throw error;
  }
}

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
