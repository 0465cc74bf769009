import { count } from "../../checks/wording.ts";
import { partsOf } from "../../report/change.ts";
import { type Blind, type DriftReport, type Finding, wholeState } from "../finding.ts";
import { diffOf } from "./diff.ts";
import { block, code, plain } from "./fenced.ts";
import { groupsOf, worst } from "./groups.ts";
import { blindInWords, nextInWords } from "./next-step.ts";
import type { TextOptions } from "./text.ts";
import {
  actorWords,
  attributeOf,
  changeWords,
  clock,
  coverageCount,
  eventWords,
  expiredWords,
  nameOf,
  openWords,
  span,
  subjectWords,
  tally,
} from "./wording.ts";

/** GitHub takes 65,536 characters in a comment; the rest is for what stands around it. */
const most = 60_000;

/** A report as a comment of a pull request or the summary of a run. What does not fit is counted, never left out in silence. */
export function driftAsMarkdown(report: DriftReport, { governed = false }: Pick<TextOptions, "governed"> = {}): string {
  const open = report.findings.filter((f) => f.recorded === undefined);
  const head = [`### ${titleOf(report)}`, "", ...blindLines(report), ...expiredLines(report)];
  const tail = [
    ...knownLines(report),
    "",
    ...(governed ? governedLines(report) : []),
    ...footer(report, governed),
  ].join("\n");
  const told: string[] = [];
  let shown = 0;
  let room = most - head.join("\n").length - tail.length;
  for (const { findings } of groupsOf(open)) {
    const text = groupText(report, findings);
    room -= text.length + 2;
    if (room < 0) break;
    told.push(text, "");
    shown += findings.length;
  }
  const left = open.length - shown;
  const more =
    left > 0 ? [`**${count(left, "more finding")}** did not fit here: \`cap drift ${report.flags}\``, ""] : [];
  return [...head, ...told, ...more, tail, ""].join("\n").slice(0, 65_000);
}

function titleOf({ environment, verdict, findings }: DriftReport): string {
  const word = { none: "no drift", drift: "drift", unknown: "no drift seen, but not everything was looked at" }[
    verdict
  ];
  const open = findings.filter((f) => f.recorded === undefined);
  return `${plain(environment)}: ${word}${open.length > 0 ? ` (${tally(open)})` : ""}`;
}

function groupText(report: DriftReport, findings: readonly [Finding, ...Finding[]]): string {
  const [first] = findings;
  const steps = new Set(findings.map((f) => nextInWords(report, f, code)));
  return [
    `**${worst(findings)}** by ${actorWords(first, code)}, since ${clock(findings.map((f) => f.since).toSorted()[0] ?? report.at)}`,
    "",
    ...findings.flatMap((f) => [
      `- ${findingLine(f)}`,
      ...(steps.size > 1 ? [`  - next: ${nextInWords(report, f, code)}`] : []),
    ]),
    ...(first.type === wholeState ? [] : ["", diffBlock(findings)]),
    ...(steps.size > 1 ? [] : [`\nNext: ${nextInWords(report, first, code)}`]),
  ].join("\n");
}

const diffBlock = (findings: readonly Finding[]): string =>
  block(shortened(findings.map((f) => `# ${subjectWords(f)}\n${diffOf(f).join("\n")}`).join("\n")), "diff");

/** A policy that was rewritten must not push the others off the page. */
const shortened = (text: string): string => (text.length <= 4_000 ? text : `${text.slice(0, 4_000)}\n# … cut here`);

const subjectCode = (f: Finding): string =>
  [nameOf(f), attributeOf(f)]
    .filter((word) => word !== "")
    .map(code)
    .join(" ");

function findingLine(f: Finding): string {
  const open = openWords(f);
  return `${subjectCode(f)} ${eventWords(f)}${open === undefined ? "" : `, **${open}**`} (${f.severity}, \`${f.id}\`)`;
}

function blindLines(report: DriftReport): string[] {
  const line = (b: Blind): string => `- ${code(b.what)}: ${blindInWords(report, b, code, plain)}`;
  const reasons = (head: string, all: readonly Blind[]): string[] =>
    all.length === 0 ? [] : [`${head}:`, "", ...all.map(line), ""];
  return [
    ...reasons("Could not be looked at", report.blind),
    ...reasons("Who did some of it, and when, is unknown", report.unattributed),
  ];
}

const expiredLines = ({ expired }: DriftReport): string[] =>
  expired.length === 0
    ? []
    : ["Expired lines of the baseline:", "", ...expired.map((l) => `- ${plain(expiredWords(l))}`), ""];

function knownLines({ findings, at }: DriftReport): string[] {
  const known = findings.filter((f) => f.recorded !== undefined);
  if (known.length === 0) return [];
  const lines = known.map((f) => {
    const { owner = "", reason = "", expires = "" } = f.recorded ?? {};
    return `- ${subjectCode(f)}, for ${span(f.since, at)}: ${plain(owner)} until ${expires}: ${plain(reason)}`;
  });
  return ["<details><summary>Recorded in the baseline</summary>", "", ...lines, "", "</details>"];
}

/** What it differs in is told as in the diff of a finding, on one line. */
function governedLines({ governed }: DriftReport): string[] {
  if (governed.length === 0) return [];
  const lines = governed.map((g) => {
    const told = partsOf(g.before, g.after).map((p) => code(changeWords(p)));
    return `- ${code(`${g.address} ${g.attribute}`)}, owned by ${g.owners.join(" and ")}: ${told.join(", ")}`;
  });
  return ["<details><summary>Changed by whoever owns it</summary>", "", ...lines, "", "</details>", ""];
}

const footer = (r: DriftReport, governedShown: boolean): string[] => [
  [
    ...(r.notAsked.length > 0 ? [`not asked about: ${r.notAsked.join(", ")}`] : []),
    ...(r.governed.length > 0 && !governedShown
      ? [`${count(r.governed.length, "field")} changed by whoever owns them (\`--governed\`)`]
      : []),
    ...(r.ignored > 0 ? [`${r.ignored} ignored by the baseline`] : []),
    ...(r.unneeded.length > 0 ? [`${count(r.unneeded.length, "line")} of the baseline not needed any more`] : []),
    coverageCount(r.coverage),
    `commit \`${r.commit.slice(0, 7)}\`, ${clock(r.at)}`,
  ].join(" · "),
];
