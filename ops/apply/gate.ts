import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { judged } from "../health/emulation.ts";
import type { CheckResult, HealthReport } from "../health/report.ts";
import { runChecks } from "../health/run.ts";
import { again } from "../report/again.ts";
import { headOf } from "../terraform/head.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type BundleSummary, isEmpty } from "./bundle.ts";
import { assertKeepsData } from "./protected-classes.ts";
import { type ApplyRequest, sameCommand } from "./request.ts";

/** Refuses (exit 4), before anything is changed, what an apply must not do. */
export async function assertMayApply(o: ApplyRequest, workspace: Workspace, summary: BundleSummary): Promise<void> {
  assertKeepsData(summary.states, o.allowReplace);
  assertCommitted(o, summary);
  if (o.env.safety !== "protected" || summary.states.every(isEmpty)) return;
  await assertHealthy(o, workspace);
}

/** Refuses (exit 4) to change a protected environment by what is in no commit: nobody could tell later what runs there. */
export function assertCommitted({ env }: Pick<ApplyRequest, "env">, { clean, states }: BundleSummary): void {
  if (env.safety !== "protected" || clean || states.every(isEmpty)) return;
  throw refused(
    "CAP_DIRTY_TREE",
    `the working tree has changes, and ${env.name} is protected: what runs there has to be in a commit`,
    ["git status", "commit, then plan again"],
  );
}

/** Whoever applies to what is not well may take the blame for what was wrong before, or make it worse. */
async function assertHealthy(o: ApplyRequest, w: Workspace): Promise<void> {
  const { env, emulated, despiteHealth, out, signal } = o;
  const runtime = w.folders.find((f) => f.name === "runtime");
  const head = runtime === undefined ? undefined : await headOf(w.tf, runtime);
  if (head === undefined || head.resources === 0) return;
  const report = await runChecks(env, { emulated, signal });
  const unwell = emulated ? judged(report, env).unwell : unwellIn(report);
  if (unwell.length === 0) return;
  const ids = unwell.map(({ id, state }) => `${id} (${state})`).join(", ");
  if (despiteHealth !== undefined) return out.note(`not healthy: ${ids}; applied despite that: ${despiteHealth}`);
  throw refused("CAP_NOT_HEALTHY", `${env.name} is protected and not healthy: ${ids}`, [
    again("health", { env, emulated }),
    "if the apply is the cure, with a reason that the journal keeps:",
    sameCommand(o, '--despite-health "reason"'),
  ]);
}

/**
 * What is not well. Brokers are in subnets that nothing outside the VPC reaches, CI least of all: where Kafka cannot be
 * asked from here, its alarms speak for it, which are judged from inside.
 */
export function unwellIn({ checks }: Pick<HealthReport, "checks">): readonly CheckResult[] {
  const quiet = checks.some((c) => c.id === "alarms.quiet" && c.state === "ok");
  const spokenFor = (c: CheckResult): boolean => quiet && c.group === "bus" && c.state === "unknown";
  return checks.filter((c) => (c.state === "fail" || c.state === "unknown") && !spokenFor(c));
}

const refused = (code: `CAP_${string}`, what: string, next: readonly string[]): OperatorError =>
  new OperatorError(code, `${what}; nothing was changed`, next, { exit: exitCode.refused });
