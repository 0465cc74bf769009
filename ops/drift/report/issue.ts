import { visible } from "../../report/visible.ts";
import type { DriftReport, ExpiredLine, Finding } from "../finding.ts";
import { judge } from "../severity.ts";
import { diffOf } from "./diff.ts";
import { block, code, plain } from "./fenced.ts";
import { nextInWords } from "./next-step.ts";
import { actorWords, clock, eventWords, nameOf, openWords, subjectWords } from "./wording.ts";

/** A finding, or an expired line of the baseline, as an issue of GitHub. */
export interface Issue {
  /** The finding's, or the line's. */
  readonly id: string;
  /** At most 200 characters; GitHub takes 256. */
  readonly title: string;
  /** Markdown; its first line is the mark by which the issue is found again. */
  readonly body: string;
  readonly labels: readonly string[];
}

/** What stands in the first line of an issue. */
interface Mark {
  readonly environment: string;
  readonly id: string;
}

const markLine = ({ environment, id }: Mark): string => `<!-- cap-drift ${environment} ${id} -->`;

/** The mark of an issue, from its first line alone: what stands further down may come from AWS. Undefined: not ours. */
export function markOf(body: string): Mark | undefined {
  const [, environment, id] =
    /^<!-- cap-drift ([a-z0-9-]+) ((?:drift|baseline)-[0-9a-f]{12}) -->\r?(?:\n|$)/.exec(body) ?? [];
  return environment === undefined || id === undefined ? undefined : { environment, id };
}

/** The issue of a finding. Its text changes only when the finding does: no durations, no moment of the look. */
export function markdownIssue(report: Pick<DriftReport, "environment" | "flags">, f: Finding): Issue {
  const { environment } = report;
  const open = openWords(f);
  const title = `Drift in ${environment}: ${subjectWords(f)} ${eventWords(f)}${open === undefined ? "" : `, ${open}`}`;
  const rows = [
    ["what", `${code(nameOf(f))}${f.state === undefined ? "" : ` in state ${code(f.state)}`}, ${eventWords(f)}`],
    ["at stake", `${f.severity}: ${judge(f).why}`],
    ["by", actorWords(f, code)],
    ["since", clock(f.since)],
    ...(f.ours === undefined ? [] : [["ours, for it is", plain(f.ours)]]),
    ["next", nextInWords(report, f, code)],
  ];
  return {
    id: f.id,
    title: shortened(title),
    body: [
      markLine({ environment, id: f.id }),
      "",
      ...table(rows),
      "",
      block([`# ${subjectWords(f)}`, ...diffOf(f)].join("\n").slice(0, 30_000), "diff"),
      "",
      "If it is right as it is, put it into the code. If it is known, give it a line in " +
        `\`environments/${environment}.drift.yaml\`. What else to do: \`docs/runbooks/drift-found.md\`.`,
      "",
      `\`cap drift\` closes this issue when it does not find it any more (\`${f.id}\`).`,
    ].join("\n"),
    labels: ["drift", f.severity],
  };
}

/** The issue of an expired line of the baseline: what it is about may be gone, the line still fails every look. */
export function expiredIssue({ environment }: Pick<DriftReport, "environment">, l: ExpiredLine): Issue {
  const rows = [
    ["line", code(`${l.file}:${l.line}`)],
    ["about", code(l.subject)],
    ["was to be settled by", l.expires],
    ["owner", plain(l.owner)],
    ["reason", plain(l.reason)],
  ];
  return {
    id: l.id,
    title: shortened(`Drift in ${environment}: the baseline's line about ${visible(l.subject)} has expired`),
    body: [
      markLine({ environment, id: l.id }),
      "",
      ...table(rows),
      "",
      "Settle the difference and take the line out, or argue it anew with another last day: until then every look fails. " +
        "What else to do: `docs/runbooks/drift-found.md`.",
      "",
      `\`cap drift\` closes this issue when the line is gone or holds again (\`${l.id}\`).`,
    ].join("\n"),
    labels: ["drift", "baseline"],
  };
}

const shortened = (title: string): string => (title.length <= 200 ? title : `${title.slice(0, 199)}…`);

const table = (rows: readonly (readonly string[])[]): readonly string[] => [
  "| | |",
  "| --- | --- |",
  ...rows.map((cells) => `| ${cells.join(" | ")} |`),
];

/** What an issue is for: findings that nobody has recorded, in the report's order, then expired lines of the baseline. */
export const issuesOf = (report: DriftReport): readonly Issue[] => [
  ...report.findings.filter((f) => f.recorded === undefined).map((f) => markdownIssue(report, f)),
  ...report.expired.map((l) => expiredIssue(report, l)),
];
