import type { DriftReport, Finding } from "../finding.ts";
import { judge } from "../severity.ts";
import { diffOf } from "./diff.ts";
import { block, code, plain } from "./fenced.ts";
import { nextInWords } from "./next-step.ts";
import { actorWords, clock, eventWords, nameOf, openWords, subjectWords } from "./wording.ts";

/** A finding as an issue of GitHub. */
export interface Issue {
  /** The finding's. */
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
  const [, environment, id] = /^<!-- cap-drift ([a-z0-9-]+) (drift-[0-9a-f]{12}) -->\r?(?:\n|$)/.exec(body) ?? [];
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
    title: title.length <= 200 ? title : `${title.slice(0, 199)}…`,
    body: [
      markLine({ environment, id: f.id }),
      "",
      "| | |",
      "| --- | --- |",
      ...rows.map(([name, text]) => `| ${name} | ${text} |`),
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

/** Findings that an issue is for: those that nobody has recorded, in the report's order. */
export const issuesOf = (report: DriftReport): readonly Issue[] =>
  report.findings.filter((f) => f.recorded === undefined).map((f) => markdownIssue(report, f));
