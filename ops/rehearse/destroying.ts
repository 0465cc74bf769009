import type { Environment } from "../../environments/environment.ts";
import type { Output } from "../command.ts";
import { runSteps } from "../report/steps.ts";
import { resourcesOf } from "../terraform/resources.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import * as up from "../workspace/destruction.ts";
import type { Stage } from "../workspace/stage.ts";
import { type Refusal, refusalOf, refusesDestroy, refusesDown } from "./refusal.ts";
import { remains } from "./remains.ts";
import { eachState } from "./replan.ts";

/** How the end of a rehearsed environment went. */
export type Destruction =
  /** Disposable: all of it has to go. */
  | {
      readonly kind: "destroyed";
      readonly destroyed: number;
      /** Addresses that are still in a state, ARNs and processes that the emulated AWS still knows. */
      readonly left: readonly string[];
      readonly findings: readonly string[];
    }
  /** Protected: it has to be refused. */
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[]; readonly findings: readonly string[] }
  /** `--keep`: nobody tried. */
  | { readonly kind: "kept"; readonly findings: readonly [] };

/** What destroying a rehearsal needs. */
export interface DestroyingOptions {
  readonly env: Environment;
  readonly stage: Stage;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** Destroys a disposable environment as `cap down` does, then asks what is left of it. */
export async function destroyAll({ env, stage, out, signal }: DestroyingOptions): Promise<Destruction> {
  const destruction = new up.Destruction({ env, out, signal });
  let well = false;
  try {
    await destruction.plan();
    await destruction.run();
    well = true;
  } finally {
    await destruction.end(well);
  }
  const left: string[] = [];
  const look = async (): Promise<string> => {
    const states = up.ofEnvironment(stage.folders);
    const inStates = await Promise.all(states.map((state) => leftIn(stage.terraform(), state)));
    left.push(...inStates.flat(), ...(await remains(stage.at())));
    return left.length === 0 ? "nothing" : `${left.length} things`;
  };
  await runSteps(out, [{ title: "What is left", run: look }]);
  const findings = left.map((what) => `left after the destroy: ${what}`);
  return { kind: "destroyed", destroyed: destruction.destroyed, left, findings };
}

async function leftIn(tf: Terraform, state: StateFolder): Promise<readonly string[]> {
  return (await resourcesOf(tf, state)).map((address) => `${state.name}: ${address}`);
}

/** Sees that nothing destroys a protected environment: not `cap down`, not `cap destroy`, and not Terraform either. Destroys nothing. */
export async function seeRefused({ env, stage, out, signal }: DestroyingOptions): Promise<Destruction> {
  const states = up.ofEnvironment(stage.folders);
  const refusals: Refusal[] = [];
  const plan = async (): Promise<string> => {
    refusals.push(...(await eachState(states, (state) => refusalOf(stage.terraform(), state))));
    return `refused for ${refusals.filter((r) => r.refused.length > 0).map((r) => r.state)}`;
  };
  await runSteps(out, [{ title: "Plan of its end", run: plan }]);
  // A plan that fails destroys nothing, also of what it had not come to when it failed.
  const findings = refusals
    .filter((r) => r.guarded.length > 0 && r.refused.length === 0)
    .map((r) => `terraform would destroy ${r.state}, ${r.guarded.length} guarded resources included`);
  if (refusals.every((r) => r.guarded.length === 0))
    findings.push(`nothing of ${env.name} is guarded by prevent_destroy`);
  const asked = { env, out, signal };
  if (!(await refusesDown(asked))) findings.push(`nothing refuses cap down of ${env.name}`);
  if (!(await refusesDestroy(asked))) findings.push(`nothing refuses cap destroy of ${env.name}`);
  return { kind: "refused", refusals, findings };
}
