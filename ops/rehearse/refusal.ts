import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { destroyEnvironment } from "../apply/destroy.ts";
import { planEnd } from "../terraform/end.ts";
import { discardPlan } from "../terraform/plan.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { down } from "../up/down.ts";
import type { DestructionOptions } from "../workspace/destruction.ts";

/** What Terraform says to the end of one state. */
export interface Refusal {
  readonly state: string;
  /** Addresses whose destruction the stack forbids. A state without one can be built anew. */
  readonly guarded: readonly string[];
  /** Addresses that Terraform named when it refused; it does not come to what these depend on. */
  readonly refused: readonly string[];
}

/** Plans the end of a state and tells what Terraform refuses. An error that is no refusal is thrown. */
export async function refusalOf(tf: Terraform, state: StateFolder): Promise<Refusal> {
  const guarded = await guardedIn(state);
  const refused = await planEnd(tf, state)
    .then(() => [])
    .catch((error: unknown) => refusedBy(error))
    .finally(() => discardPlan(state));
  return { state: state.name, guarded, refused };
}

/** Addresses of the resources of a stack with `lifecycle.prevent_destroy`, sorted. */
export async function guardedIn(state: StateFolder): Promise<readonly string[]> {
  const stack = JSON.parse(await readFile(join(state.dir, "cdk.tf.json"), "utf8")) as {
    resource?: Record<string, Record<string, { lifecycle?: { prevent_destroy?: boolean } }>>;
  };
  return Object.entries(stack.resource ?? {})
    .flatMap(([type, byId]) => Object.entries(byId).map(([id, has]) => ({ address: `${type}.${id}`, has })))
    .filter(({ has }) => has.lifecycle?.prevent_destroy === true)
    .map(({ address }) => address)
    .sort();
}

/** Terraform's words, one error per resource that it may not destroy. */
const words = /Resource (\S+) has lifecycle\.prevent_destroy set/g;

function refusedBy(error: unknown): string[] {
  const addresses = error instanceof OperatorError ? [...error.message.matchAll(words)].map((m) => m[1] ?? "") : [];
  if (addresses.length === 0) throw error;
  return [...new Set(addresses)].sort();
}

/** Whether `cap down` refuses the environment. */
export const refusesDown = (o: DestructionOptions): Promise<boolean> =>
  isRefused(() => down({ ...o, ...unasked(o), forget: false }));

/** Whether `cap destroy` refuses the environment; a disposable one is looked at, and not destroyed: nobody agrees to it. */
export const refusesDestroy = (o: DestructionOptions): Promise<boolean> =>
  isRefused(() => destroyEnvironment({ ...o, ...unasked(o), emulated: true, yes: false }));

const unasked = ({ out }: DestructionOptions) => ({ out: { ...out, interactive: false } });

async function isRefused(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return false;
  } catch (error) {
    if (error instanceof OperatorError && error.code === "CAP_PROTECTED") return true;
    throw error;
  }
}
