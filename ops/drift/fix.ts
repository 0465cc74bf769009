import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { applyEnvironment } from "../apply/apply.ts";
import type { ApplyRequest } from "../apply/request.ts";
import { again, type Told } from "../report/again.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import type { DriftReport, Finding } from "./finding.ts";
import { withFollowers } from "./followers.ts";
import { reachInWords } from "./reach.ts";
import { type DriftRecord, readRecord } from "./record.ts";
import { exitBeside, remainsOf, tellingRemains } from "./remains.ts";

/** A look is good for an hour: later, what it found may have been mended, or may have been meant. */
const goodForMs = 3_600_000;

/**
 * Puts back what the last look found changed or deleted: plans these addresses and no others, shows the plan, and applies
 * it as `cap apply` does. What no state has is not touched: it is told, and the exit code is 2 while there is any.
 * OperatorError (exit 4) when there is no look of this commit younger than an hour, or none at a state that was asked for.
 */
export async function fixDrift(o: Omit<ApplyRequest, "mending">): Promise<ExitCode> {
  const record = await readRecord(o);
  const { commit, clean } = await sourceTree();
  const stale = reasonAgainst(record, { place: reachInWords(o), commit, clean, now: new Date() });
  if (record === undefined || stale !== undefined)
    throw new OperatorError("CAP_NO_LOOK", `${stale}; nothing was changed`, [again("drift", o)], {
      exit: exitCode.refused,
    });
  const { report } = record;
  assertLookedAt(o, report);
  const mending = withFollowers(mendable(report, o.stacks), record.followers);
  for (const f of putBackAsWell(report, mending))
    o.out.note(`${f.address} is put back whole: ${f.attribute} as well, which the baseline records as known`);
  const out = tellingRemains(o.out, report, drifted(report, o.stacks).length);
  const code = mending.size > 0 ? await applyEnvironment({ ...o, mending, out }) : nothingToMend(report, { ...o, out });
  return exitBeside(code, remainsOf(report));
}

/** Why a look cannot be built on; undefined when it can. */
export function reasonAgainst(
  record: DriftRecord | undefined,
  { place, commit, clean, now }: { place: string; commit: string; clean: boolean; now: Date },
): string | undefined {
  if (record === undefined) return `nobody has looked for drift of ${place} from this machine yet`;
  const { report } = record;
  if (report.commit !== commit) return `the last look was at commit ${report.commit}, and this is ${commit}`;
  if (record.clean !== clean) return "files have changed since the last look";
  const age = now.getTime() - Date.parse(report.at);
  return age > goodForMs ? `the last look was at ${report.at}, more than an hour ago` : undefined;
}

function assertLookedAt(o: Pick<ApplyRequest, "stacks"> & Told, { states }: Pick<DriftReport, "states">): void {
  const unseen = (o.stacks ?? []).filter((name) => !states.includes(name));
  if (unseen.length === 0) return;
  const looked = `the last look was not at ${unseen.join(", ")}, but at ${states.join(", ")}; nothing was changed`;
  throw new OperatorError("CAP_NO_LOOK", looked, [again("drift", o)], { exit: exitCode.refused });
}

/**
 * Addresses that drifted outside Terraform, by state.
 *
 * @param stacks names of the states that are to be mended. @default - all
 */
export function mendable(
  report: Pick<DriftReport, "findings">,
  stacks?: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const byState = Map.groupBy(drifted(report, stacks), (f) => f.state ?? "");
  return new Map([...byState].map(([state, all]) => [state, [...new Set(all.flatMap((f) => f.address ?? []))]]));
}

/** Terraform mends a resource whole: what is recorded stays only where nothing else of it has drifted. */
const putBackAsWell = (
  { findings }: Pick<DriftReport, "findings">,
  mending: ReadonlyMap<string, readonly string[]>,
): readonly Finding[] =>
  findings.filter((f) => f.recorded !== undefined && mending.get(f.state ?? "")?.includes(f.address ?? "") === true);

/** What the baseline records is known. */
const drifted = ({ findings }: Pick<DriftReport, "findings">, stacks?: readonly string[]): readonly Finding[] =>
  findings
    .filter((f) => (f.kind === "changed" || f.kind === "deleted") && f.recorded === undefined)
    .filter((f) => stacks?.includes(f.state ?? "") !== false);

function nothingToMend(
  { environment, findings }: DriftReport,
  told: Told & Pick<ApplyRequest, "out" | "stacks">,
): ExitCode {
  const whole = told.stacks === undefined ? environment : `${told.stacks.join(", ")} of ${environment}`;
  const undeployed = findings.filter((f) => f.kind === "undeployed").length;
  told.out.result({ environment, verdict: "unchanged" }, () =>
    [
      `nothing of ${whole} was changed or deleted outside Terraform at the last look`,
      ...(undeployed === 0 ? [] : [`${undeployed} not applied yet: ${again("plan", told)}`]),
    ].join("\n"),
  );
  return exitCode.ok;
}
