import pc from "picocolors";
import { count } from "../checks/wording.ts";
import type { EmulatedHealth } from "../health/emulation.ts";
import { table } from "../report/table.ts";
import type { Destruction } from "./destroying.ts";
import type { RehearsalReport } from "./report.ts";
import type { Upgrade } from "./upgrade.ts";

/** A report for people: what was applied, what was found at each look, the findings last. */
export function reportAsText(r: RehearsalReport): string {
  const states = r.states.map((s) => [
    s.name,
    String(s.resources),
    String(Object.keys(s.types).length),
    `${s.seconds} s`,
  ]);
  const phases = r.phases.map((p) => `${p.name.toLowerCase()} ${p.seconds} s`).join(", ");
  return [
    table(["state", "resources", "types", "took"], states),
    "",
    `resources  ${r.resources} of ${r.types} types`,
    ...(r.upgrade === undefined ? [] : upgradeLines(r.upgrade)),
    `plan       ${r.replan.changes.length === 0 ? "empty" : count(r.replan.changes.length, "change")}`,
    `drift      ${r.replan.drift.length === 0 ? "none" : `${r.replan.drift.length} attributes`}`,
    ...healthLines(r.health),
    `destroy    ${destructionInWords(r.destruction)}`,
    `took       ${r.seconds} s: ${phases}`,
    ...(r.peakMib === undefined ? [] : [`memory     ${r.peakMib} MiB at most in the emulated AWS`]),
    "",
    ...r.findings.map((f) => `${pc.red("✖")} ${f}`),
    verdictOf(r),
  ].join("\n");
}

function verdictOf({ verdict, environment, profile, findings }: RehearsalReport): string {
  const line = `${environment} (${profile}): ${findings.length === 0 ? "rehearsed, nothing found" : count(findings.length, "finding")}`;
  return pc.bold(verdict === "ok" ? pc.green(`✔ ${line}`) : pc.red(`✖ ${line}`));
}

const upgradeLines = ({ from, states }: Upgrade): string[] => [
  `upgrade    from ${from}`,
  ...states.flatMap((s) => [
    `  ${s.name}: ${s.added} added, ${s.changed} changed, ${s.replaced.length} replaced, ${s.destroyed.length} destroyed`,
    ...s.replaced.map((address) => `    ${pc.yellow("replaced")}   ${address}`),
    ...s.destroyed.map((address) => `    ${pc.red("destroyed")}  ${address}`),
  ]),
];

const healthLines = ({ verdict, ok, beyondEmulation }: EmulatedHealth): string[] => [
  `health     ${verdict}, ${count(ok, "check")} ok`,
  ...beyondEmulation.map((c) => `  ${pc.dim(`not to be seen here: ${c.id} (${c.state}): ${c.because}`)}`),
];

/** How the end went, on one line. */
function destructionInWords(d: Destruction): string {
  if (d.kind === "kept") return "not tried, it is kept";
  if (d.kind === "destroyed")
    return `${count(d.destroyed, "resource")} destroyed, ${d.left.length === 0 ? "nothing left" : `${count(d.left.length, "thing")} left`}`;
  const guarded = d.refusals.reduce((n, r) => n + r.guarded.length, 0);
  return d.findings.length > 0
    ? "not refused"
    : `refused: by cap down, cap destroy and Terraform; ${guarded} resources are guarded`;
}
