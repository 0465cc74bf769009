import type { Environment } from "../../environments/environment.ts";

/** The hours of an environment that rests. */
export type WorkingHours = Extract<Environment["hours"], { kind: "working-hours" }>;

/** Whole hours of some days of the week in UTC, from `from` until just before `to`. */
export interface UtcWindow {
  /** Days later than Monday to Friday: -1 is Sunday to Thursday, 1 is Tuesday to Saturday. */
  readonly shift: -1 | 0 | 1;
  readonly from: number;
  readonly to: number;
}

/** The middle of every month: whatever time of summer and winter a zone has, it has it then. */
const days = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15, 12));

/** Hours that a zone is ahead of UTC, month by month; parts of an hour stay. */
function ahead(timezone: string): readonly number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "longOffset" });
  return days.map((at) => {
    const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0"] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
  });
}

/**
 * The hours in UTC that are working hours at every time of the year: CloudWatch counts hours in UTC only, so one hour of
 * the day is outside of them where clocks change. Empty where nothing is left; two windows where midnight of UTC is at
 * work.
 */
export function utcWindows({ timezone, from, to }: WorkingHours): readonly UtcWindow[] {
  const offsets = ahead(timezone);
  const first = Math.ceil(from - Math.min(...offsets));
  const last = Math.floor(to - Math.max(...offsets));
  return ([-1, 0, 1] as const)
    .map((shift) => ({ shift, from: Math.max(first - 24 * shift, 0), to: Math.min(last - 24 * shift, 24) }))
    .filter((window) => window.from < window.to);
}

/** CloudWatch's DAY() is 1 on Monday and 7 on Sunday. */
const workdays = {
  [-1]: (day: string) => `(${day} < 5 OR ${day} > 6)`,
  0: (day: string) => `${day} < 6`,
  1: (day: string) => `${day} > 1 AND ${day} < 7`,
} as const;

/**
 * Metric math that is `series` in {@link utcWindows} and `otherwise` at every other time. `series` has to have a value
 * for every period, or there is none at night either. Source: CloudWatch user guide, "Using math expressions with
 * CloudWatch metrics", DAY, HOUR and IF.
 */
export function whileAtWork(series: string, hours: WorkingHours, otherwise: number): string {
  const [day, hour] = [`DAY(${series})`, `HOUR(${series})`];
  const within = utcWindows(hours).map(
    ({ shift, from, to }) => `(${workdays[shift](day)} AND ${hour} >= ${from} AND ${hour} < ${to})`,
  );
  return `IF(${within.join(" OR ")}, ${series}, ${otherwise})`;
}
