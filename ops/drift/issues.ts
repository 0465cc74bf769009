import type { DriftReport } from "./finding.ts";
import { isOfLine } from "./identity.ts";
import { type Issue, issuesOf, markOf } from "./report/issue.ts";
import { seesAll } from "./verdict.ts";

/** An open issue, as `gh issue list --json number,title,body` tells it. */
export interface OpenIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
}

/** What is to be done with issues. */
export interface IssueWork {
  readonly open: readonly Issue[];
  readonly update: readonly { readonly number: number; readonly issue: Issue }[];
  readonly close: readonly { readonly number: number; readonly because: string }[];
  /** Findings and lines that get no issue this time, for there are too many new ones. */
  readonly left: number;
}

/** New issues of one run: a broken look must not fill the tracker, and GitHub slows down whoever writes faster. */
const mostNew = 25;

/**
 * What to do so that each finding that nobody has recorded, and each expired line of the baseline, has one open issue.
 * Issues of other environments, and those that bear no mark, are left alone; and only a report that saw everything closes
 * that of a finding. The baseline is always read as a whole.
 */
export function issueWork(open: readonly OpenIssue[], report: DriftReport): IssueWork {
  const wanted = issuesOf(report);
  const ours = open
    .flatMap((o) => {
      const mark = markOf(o.body);
      return mark?.environment === report.environment ? [{ ...o, id: mark.id }] : [];
    })
    .toSorted((a, b) => a.number - b.number);
  const first = new Map(ours.toReversed().map((o) => [o.id, o]));
  const missing = wanted.filter((i) => !first.has(i.id));
  return {
    open: missing.slice(0, mostNew),
    update: wanted.flatMap((issue) => {
      const there = first.get(issue.id);
      return there === undefined || same(there, issue) ? [] : [{ number: there.number, issue }];
    }),
    close: ours.flatMap((o) => {
      const because = reasonToClose(o, first.get(o.id)?.number, report);
      return because === undefined ? [] : [{ number: o.number, because }];
    }),
    left: Math.max(0, missing.length - mostNew),
  };
}

/** GitHub gives a body back with its own ends of lines. */
const same = (there: OpenIssue, issue: Issue): boolean =>
  there.title === issue.title && there.body.replaceAll("\r\n", "\n").trimEnd() === issue.body;

function reasonToClose(
  o: { number: number; id: string },
  first: number | undefined,
  report: DriftReport,
): string | undefined {
  if (first !== undefined && first !== o.number) return `the same as #${first}`;
  if (isOfLine(o.id)) {
    const expired = report.expired.some((l) => l.id === o.id);
    return expired ? undefined : `the line is gone from the baseline, or holds again, at ${report.at}`;
  }
  const found = report.findings.find((f) => f.id === o.id);
  if (found?.recorded !== undefined)
    return `recorded in the baseline until ${found.recorded.expires} by ${found.recorded.owner}: ${found.recorded.reason}`;
  if (found !== undefined || !seesAll(report)) return undefined;
  return `not found any more at ${report.at}, or ignored by the baseline`;
}
