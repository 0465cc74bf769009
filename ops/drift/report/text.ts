import pc from "picocolors";
import { count } from "../../checks/wording.ts";
import { program } from "../../report/again.ts";
import { partsOf } from "../../report/change.ts";
import { visible } from "../../report/visible.ts";
import type { Blind, DriftReport, Finding, Governed } from "../finding.ts";
import { groupsOf } from "./groups.ts";
import { stepToSee } from "./next-step.ts";
import { fixLine, groupLines } from "./text-group.ts";
import { changeWords, clock, coverageCount, coverageWords, expiredWords, subjectWords, tally } from "./wording.ts";
import { wrap } from "./wrap.ts";

/** How {@link driftAsText} shows a report. */
export interface TextOptions {
  /** Columns of the terminal. @default - no terminal: 100, and nothing is cut. */
  readonly width?: number;
  /** Whether it is told which rules explained what is no difference. @default - it stays in the JSON. */
  readonly verbose?: boolean;
  /** Whether fields that somebody else owns are shown. @default - they are counted. */
  readonly governed?: boolean;
}

/** A report for people: what drifted by its cause, the worst first; what could not be seen; the verdict last. */
export function driftAsText(report: DriftReport, options: TextOptions = {}): string {
  const { width = 100, governed = false } = options;
  const open = report.findings.filter((f) => f.recorded === undefined);
  const known = report.findings.filter((f) => f.recorded !== undefined);
  return [
    ...groupsOf(open).flatMap((g) => [...groupLines(g, report, width), ""]),
    ...section(known.flatMap((f) => knownLines(f, width))),
    ...section(report.expired.flatMap((l) => note(pc.red("✖ baseline, expired"), expiredWords(l), width))),
    ...section(report.blind.flatMap((b) => blindNote(b, report, width))),
    ...section(
      report.unattributed.flatMap((b) =>
        note(
          pc.yellow(`? ${pc.bold(visible(b.what))}`),
          `who did some of it, and when, is unknown: ${visible(b.because)}`,
          width,
        ),
      ),
    ),
    ...section(governed ? report.governed.flatMap((g) => governedLines(g, width)) : []),
    ...footer(report, options)
      .flatMap((line) => wrap(line, width, "  "))
      .map((line) => pc.dim(line)),
    ...coverageLines(report, options).map((line) => pc.dim(line)),
    verdictLine(report),
  ].join("\n");
}

const section = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [...lines, ""]);

/** A head and one sentence below it. */
const note = (head: string, text: string, width: number): string[] => [
  head,
  ...wrap(text, width - 4).map((line) => `    ${line}`),
];

function blindNote(b: Blind, report: DriftReport, width: number): string[] {
  const step = stepToSee(report, b, program());
  return [
    ...note(pc.yellow(`? ${pc.bold(visible(b.what))}`), `could not look: ${visible(b.because)}`, width),
    ...(step === undefined ? [] : [fixLine(step)]),
  ];
}

function knownLines(f: Finding, width: number): string[] {
  const { owner, reason, expires } = f.recorded ?? { owner: "", reason: "", expires: "" };
  const head = `${pc.dim("•")} ${subjectWords(f)}${pc.dim(", recorded")}`;
  return note(head, `until ${expires}, ${visible(owner)}: ${visible(reason)}`, width).map((l, i) =>
    i === 0 ? l : pc.dim(l),
  );
}

function governedLines(g: Governed, width: number): string[] {
  const head = `${pc.dim("•")} ${visible(g.address)} ${visible(g.attribute)}${pc.dim(`, owned by ${g.owners.join(" and ")}`)}`;
  return note(head, partsOf(g.before, g.after).map(changeWords).join("; "), width);
}

/** What the verdict rests on, one line each. */
function footer(r: DriftReport, { governed = false, verbose = false }: TextOptions): string[] {
  const noise = Object.entries(r.noise).map(([name, n]) => `${name} ${n}`);
  return [
    ...(r.notAsked.length > 0 ? [`not asked about: ${r.notAsked.join(", ")}`] : []),
    ...(r.governed.length > 0 && !governed
      ? [`${count(r.governed.length, "field")} changed by whoever owns them: --governed shows them`]
      : []),
    ...(r.governed.length === 0 && governed ? ["no field that somebody else owns differs"] : []),
    ...(r.blind.some((b) => b.until === undefined)
      ? [`to look again, once it answers or whoever looks has the right to: ${program()} drift ${r.flags}`]
      : []),
    ...r.unneeded.map((line) => `baseline: ${line}`),
    ...(verbose && noise.length > 0 ? [`no difference, only written otherwise: ${noise.join(", ")}`] : []),
    `${r.states.join(", ")} at commit ${r.commit.slice(0, 7)}, ${clock(r.at)}, ${(r.ms / 1000).toFixed(1)} s`,
  ];
}

/** `✖ prod: drift: 2 security, 1 tags, 1 recorded, 3 ignored, 1 could not be looked at`. */
function verdictLine(r: DriftReport): string {
  const open = r.findings.filter((f) => f.recorded === undefined);
  const known = r.findings.length - open.length;
  const parts = [
    ...(open.length > 0 ? [tally(open)] : []),
    ...(r.expired.length > 0 ? [`${count(r.expired.length, "expired line")} in the baseline`] : []),
    ...(known > 0 ? [`${known} recorded`] : []),
    ...(r.ignored > 0 ? [`${r.ignored} ignored`] : []),
    ...(r.blind.length > 0 ? [`${r.blind.length} could not be looked at`] : []),
  ];
  const [mark, word, paint] = {
    none: ["✔", "no drift", pc.green] as const,
    drift: ["✖", "drift", pc.red] as const,
    unknown: ["?", "no drift seen, but not everything was looked at", pc.yellow] as const,
  }[r.verdict];
  const line = [`${mark} ${r.environment}`, word, parts.join(", ")].filter((text) => text !== "").join(": ");
  return paint(pc.bold(line));
}

/** At a terminal what fits on a line, else how many and where the rest is; what goes into a file is whole. */
function coverageLines({ coverage }: DriftReport, { width }: TextOptions): string[] {
  const whole = coverageWords(coverage);
  if (width === undefined) return wrap(whole, 100, "  ");
  if (whole.length <= width) return [whole];
  const silent = coverage.notAnswered.length > 0 ? `; ${coverage.notAnswered.length} got no answer` : "";
  return wrap(`${coverageCount(coverage)}${silent}; the others: --json`, width, "  ");
}
