import { expect, test } from "vitest";
import { utcWindows, type WorkingHours, whileAtWork } from "../../../modules/compute/working-hours.ts";
import fc from "../../support/properties.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Pacific/Auckland",
  "UTC",
];
const office = fc
  .record({ timezone: fc.constantFrom(...zones), from: fc.nat(21), length: fc.integer({ min: 2, max: 23 }) })
  .map(({ timezone, from, length }): WorkingHours => {
    return { kind: "working-hours", timezone, from, to: Math.min(from + length, 23) };
  });
const instants = fc.date({ min: new Date("2025-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });

/** What CloudWatch makes of the expression at a time: `series` is 5 there. */
function valueAt(expression: string, at: Date): number {
  const ours = expression
    .replaceAll("DAY(tasks)", String(at.getUTCDay() === 0 ? 7 : at.getUTCDay()))
    .replaceAll("HOUR(tasks)", String(at.getUTCHours()))
    .replaceAll("AND", "&&")
    .replaceAll(" OR ", " || ")
    .replace(/^IF\((.*), tasks, (\d+)\)$/, "($1) ? 5 : $2");
  return Number(new Function(`return ${ours};`)());
}

const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en", { timeZone, weekday: "short", hour: "numeric", hourCycle: "h23" }),
  ]),
);

function local(at: Date, timeZone: string): { readonly day: string; readonly hour: number } {
  const parts = clocks.get(timeZone)!.formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: of("weekday"), hour: Number(of("hour")) };
}

const rested = (at: Date, { timezone, from, to }: WorkingHours): boolean => {
  const { day, hour } = local(at, timezone);
  return day === "Sat" || day === "Sun" || hour < from || hour >= to;
};

test("nothing is looked at while tasks rest, in any zone, summer or winter", () => {
  fc.assert(
    fc.property(office, instants, (hours, at) => {
      fc.pre(utcWindows(hours).length > 0 && rested(at, hours));
      expect(valueAt(whileAtWork("tasks", hours, 1), at)).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test("at work it is looked at for all but the hour by which clocks change, and the rest of a half one", () => {
  fc.assert(
    fc.property(office, (hours) => {
      const looked = utcWindows(hours).reduce((sum, window) => sum + window.to - window.from, 0);
      expect(looked).toBeGreaterThanOrEqual(hours.to - hours.from - 2);
      expect(looked).toBeLessThanOrEqual(hours.to - hours.from);
    }),
  );
});

test("an office in Berlin is watched from its winter morning to its summer evening", () => {
  const hours = { kind: "working-hours", timezone: "Europe/Berlin", from: 9, to: 18 } as const;
  expect(utcWindows(hours)).toEqual([{ shift: 0, from: 8, to: 16 }]);
  expect(whileAtWork("tasks", hours, 1)).toBe(
    "IF((DAY(tasks) < 6 AND HOUR(tasks) >= 8 AND HOUR(tasks) < 16), tasks, 1)",
  );
  const expression = whileAtWork("tasks", hours, 1);
  expect(valueAt(expression, new Date("2026-11-26T10:00:00Z"))).toBe(5);
  expect(valueAt(expression, new Date("2026-11-28T10:00:00Z"))).toBe(1);
});

test("where the day begins before midnight of UTC, the eve belongs to it and Friday's does not", () => {
  const hours = { kind: "working-hours", timezone: "Australia/Sydney", from: 9, to: 18 } as const;
  expect(utcWindows(hours)).toEqual([
    { shift: -1, from: 23, to: 24 },
    { shift: 0, from: 0, to: 7 },
  ]);
  const expression = whileAtWork("tasks", hours, 1);
  expect(valueAt(expression, new Date("2026-11-29T23:30:00Z"))).toBe(5);
  expect(valueAt(expression, new Date("2026-11-27T23:30:00Z"))).toBe(1);
});

test("hours that clocks take away are no hours", () => {
  expect(utcWindows({ kind: "working-hours", timezone: "Europe/Berlin", from: 9, to: 10 })).toEqual([]);
});
