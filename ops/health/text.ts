import pc from "picocolors";
import { count, duration } from "../checks/wording.ts";
import { moment } from "../report/moment.ts";
import type { CheckResult, HealthReport } from "./report.ts";

const marks: Record<CheckResult["state"], string> = { ok: "✔", fail: "✖", unknown: "?", skip: "-" };
const paints: Record<CheckResult["state"], (text: string) => string> = {
  ok: pc.green,
  fail: pc.red,
  unknown: pc.yellow,
  skip: pc.dim,
};

/** How {@link healthAsText} shows a report. */
export interface TextOptions {
  /** Ids whose state is another than the last time. @default - none. */
  readonly changed?: ReadonlyMap<string, CheckResult["state"]>;
  /** Columns of the terminal; what a check that is fine saw is cut to it. @default - nothing is cut. */
  readonly width?: number;
}

/** A report for people: what is wrong first and with what to run, then everything by group, the verdict last. */
export function healthAsText(
  report: HealthReport,
  { changed = new Map(), width = Number.POSITIVE_INFINITY }: TextOptions = {},
): string {
  const at = new Date(report.at);
  const failed = report.checks.filter((c) => c.state === "fail");
  const blind = Map.groupBy(
    report.checks.filter((c) => c.state === "unknown"),
    (c) => c.because ?? "",
  );
  const groups = Map.groupBy(report.checks, (c) => c.group);
  return [
    ...failed.flatMap((c) => [...failure(c, at), ""]),
    ...[...blind].flatMap(([because, all]) => [...blindSpot(because, all), ""]),
    ...[...groups.values()].flatMap((all) => groupLines(all, changed, width)),
    "",
    summary(report),
  ].join("\n");
}

const labelled = (label: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`    ${pc.dim(label.padEnd(5))}  ${text}`];

/** Everything about a check that failed. */
function failure(c: CheckResult, at: Date): string[] {
  return [
    `${pc.red(`${marks.fail} ${pc.bold(c.id)}`)}  ${c.saw ?? ""}`,
    ...labelled("since", sinceText(c, at)),
    ...labelled("want", c.want),
    ...labelled("why", c.why),
    ...labelled("fix", c.fix === undefined ? undefined : pc.cyan(c.fix)),
  ];
}

/** One cause may blind many checks: it is told once. */
function blindSpot(because: string, all: readonly CheckResult[]): string[] {
  const ids = all.map((c) => c.id).join(", ");
  return [`${pc.yellow(`${marks.unknown} ${pc.bold(ids)}`)}`, ...labelled("could not look:", because)];
}

function sinceText({ since, lastOk }: CheckResult, at: Date): string | undefined {
  if (since === undefined) return undefined;
  const ago = duration((at.getTime() - Date.parse(since)) / 1000);
  return `${moment(since)}, ${ago} ago${lastOk === undefined ? "" : pc.dim(` (last seen ok ${moment(lastOk)})`)}`;
}

/** One line per check, the group's name beside its first. */
function groupLines(
  all: readonly CheckResult[],
  changed: ReadonlyMap<string, CheckResult["state"]>,
  width: number,
): string[] {
  return all.map((c, i) => {
    const group = pc.bold((i === 0 ? c.group : "").padEnd(11));
    const name = c.id.slice(c.group.length + 1).padEnd(14);
    const before = changed.get(c.id);
    const note = before === undefined ? "" : pc.magenta(`  ◀ was ${before}`);
    const text = shorten(c.because ?? c.saw ?? "", Math.max(20, width - 30));
    return `${group}${paints[c.state](marks[c.state])} ${name} ${pc.dim(text)}${note}`;
  });
}

const shorten = (text: string, room: number): string => (text.length <= room ? text : `${text.slice(0, room - 1)}…`);

/** `✖ local: 1 of 38 checks failed, 2 unknown · 0.9 s`. */
function summary({ environment, verdict, checks, ms }: HealthReport): string {
  const number = (state: CheckResult["state"]): number => checks.filter((c) => c.state === state).length;
  const parts = [
    ...(number("fail") > 0 ? [`${number("fail")} of ${count(checks.length, "check")} failed`] : []),
    ...(number("unknown") > 0 ? [`${number("unknown")} could not look`] : []),
    ...(verdict === "ok" ? [`healthy, ${count(number("ok"), "check")} ok`] : [`${number("ok")} ok`]),
    ...(number("skip") > 0 ? [`${number("skip")} skipped`] : []),
  ];
  const line = `${marks[verdict]} ${environment}: ${parts.join(", ")}`;
  return `${pc.bold(paints[verdict](line))} ${pc.dim(`· ${(ms / 1000).toFixed(1)} s`)}`;
}
