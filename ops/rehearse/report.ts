import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { AppliedState } from "../apply/all-states.ts";
import type { EmulatedHealth } from "../health/emulation.ts";
import type { Destruction } from "./destroying.ts";
import type { Replan } from "./replan.ts";
import type { Upgrade } from "./upgrade.ts";

/** One state of a rehearsal. */
export interface RehearsedState extends AppliedState {
  /** How many resources of which type, by the type's name. */
  readonly types: Readonly<Record<string, number>>;
}

/** What `cap rehearse` found; `--json` prints it as it is. Its keys are a contract. */
export interface RehearsalReport {
  readonly environment: string;
  readonly profile: string;
  readonly commit: string;
  /** `fail` when there is a finding. */
  readonly verdict: "ok" | "fail";
  /** One line per finding. */
  readonly findings: readonly string[];
  readonly states: readonly RehearsedState[];
  /** In all states together. */
  readonly resources: number;
  /** Different types in all states together. */
  readonly types: number;
  /** Only with `--from`. */
  readonly upgrade?: Upgrade;
  readonly replan: Replan;
  readonly health: EmulatedHealth;
  readonly destruction: Destruction;
  /** Wall time by phase, seconds, in their order. */
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
  readonly seconds: number;
  /** Most memory that the emulated AWS took; absent where the system does not tell. */
  readonly peakMib?: number;
}

/** What a rehearsal is made of before it is judged. */
export type Rehearsed = Omit<RehearsalReport, "verdict" | "findings" | "resources" | "types">;

/** A report with its verdict. */
export function reportOf(r: Rehearsed): RehearsalReport {
  const findings = findingsOf(r);
  const types = new Set(r.states.flatMap((s) => Object.keys(s.types)));
  const { environment, profile, commit, ...rest } = r;
  return {
    environment,
    profile,
    commit,
    verdict: findings.length === 0 ? "ok" : "fail",
    findings,
    resources: r.states.reduce((n, s) => n + s.resources, 0),
    types: types.size,
    ...rest,
  };
}

/** How the process ends after this report. */
export const exitOf = ({ verdict }: Pick<RehearsalReport, "verdict">): ExitCode =>
  verdict === "ok" ? exitCode.ok : exitCode.findings;

function findingsOf({ replan, health, destruction }: Rehearsed): string[] {
  return [
    ...replan.changes.map(
      (c) => `the second plan is not empty: ${c.state}: ${[`${c.action} ${c.address}`, ...c.because].join("; ")}`,
    ),
    ...replan.drift.map((d) => `drift: ${d.state}: ${d.address} ${d.attribute}: ${d.before} -> ${d.after}`),
    ...health.unwell.map((c) => `health: ${c.id} ${c.state}: ${c.because}`),
    ...destruction.findings,
  ];
}
