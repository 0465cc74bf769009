import { progressInWords } from "../apply/applying.ts";
import { unknownInWords } from "../apply/plans.ts";
import { slots } from "../process/slots.ts";
import type { Step } from "../report/steps.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import { init, initAll } from "../terraform/init.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";
import { weightOf } from "../terraform/weight.ts";
import type { Blind, Difference } from "./finding.ts";
import { blindState, lookAtState, type SeenState } from "./seen-state.ts";
import { unappliedAbove } from "./unapplied-above.ts";
import { unmadeState } from "./unmade.ts";

/** What the steps have seen so far. */
export interface Looking {
  readonly states: SeenState[];
  /** States that hold nothing of what the code has, each as one difference. */
  readonly unmade: Difference[];
  /** States that could not be planned, with the reason. */
  readonly blind: Blind[];
}

/**
 * One step per state; one that cannot be planned is a blind spot and stops no other.
 *
 * @param asked states to look at
 * @param all states of the environment: what one reads from need not be looked at as well
 */
export function lookSteps(
  tf: Terraform,
  { asked, all }: { readonly asked: readonly StateFolder[]; readonly all: readonly StateFolder[] },
  seen: Looking,
): Step[] {
  const room = slots(atOnce);
  const heads = headsOf(tf, all);
  const lookAt = async (folder: StateFolder, say: (line: string) => void): Promise<string> => {
    try {
      const unmade = await unmadeState(folder, all, heads);
      if (unmade !== undefined) {
        seen.unmade.push(unmade);
        return unmade.detail ?? "";
      }
      const until = await unappliedAbove(folder, all, heads);
      if (until.length > 0) {
        const because = unknownInWords({ until });
        seen.blind.push({ ...blindState(folder.name, because), until });
        return because;
      }
      const of = (await heads(folder))?.resources ?? 0;
      seen.states.push(await lookAtState(tf, folder, (read) => say(progressInWords({ phase: "reads", read, of }))));
      return "";
    } catch (error) {
      tf.signal.throwIfAborted();
      seen.blind.push(blindState(folder.name, error));
      return "could not be looked at";
    }
  };
  return asked.map((folder) => ({
    title: folder.name,
    run: (say) => room(() => lookAt(folder, say), weightOf(folder)),
  }));
}

/**
 * Heads of states, each read once. Without `init` a state in a bucket cannot be read; all are initialised together, for a
 * cold cache of providers is not to be filled by several at once. One that cannot be tells why when it is read.
 */
function headsOf(tf: Terraform, all: readonly StateFolder[]): (folder: StateFolder) => Promise<StateHead | undefined> {
  const heads = new Map<StateFolder, Promise<StateHead | undefined>>();
  let together: Promise<void> | undefined;
  const read = async (folder: StateFolder): Promise<StateHead | undefined> => {
    together ??= initAll(tf, all).catch(() => {});
    await together;
    await init(tf, folder);
    return await headOf(tf, folder);
  };
  return (folder) => {
    const head = heads.get(folder) ?? read(folder);
    heads.set(folder, head);
    return head;
  };
}
