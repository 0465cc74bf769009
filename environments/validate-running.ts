import { mostBudgetMails } from "../contracts/cost.ts";
import type { Fault } from "../contracts/errors.ts";
import { fargateFaults } from "../contracts/fargate.ts";
import { logRetentions } from "../contracts/logs.ts";
import { movesEvents, serviceNames } from "../contracts/names.ts";
import { leastUnits } from "../contracts/tables.ts";
import { accounts } from "./accounts.ts";
import type { Environment } from "./environment.ts";
import { isLocal } from "./local.ts";
import { faultsOf, type Want } from "./want.ts";

const whole = (n: number, least: number): boolean => Number.isInteger(n) && n >= least;

/** Every fault of what data is kept in. */
export const keepingFaults = ({ lake, logs, tables }: Environment): Fault[] =>
  faultsOf((want) => {
    const { landingDays, auditLockDays, scanLimitGib } = lake;
    want(whole(landingDays, 7), "lake.landingDays", landingDays, ">= 7, so that a lost notification can be swept");
    want(whole(auditLockDays, 1), "lake.auditLockDays", auditLockDays, "a whole number, at least 1");
    want(scanLimitGib >= 1, "lake.scanLimitGib", scanLimitGib, ">= 1");
    const retention = logs.retentionDays;
    want(logRetentions.includes(retention), "logs.retentionDays", retention, `one of ${logRetentions.join(", ")}`);
    const room = tables.capacity === "on-demand" || tables.max >= leastUnits;
    want(room, "tables.max", "max" in tables ? tables.max : undefined, `at least ${leastUnits}`);
  });

/** Every fault of the services: their sizes, and when they run. */
export const serviceFaults = ({ services, hours }: Environment): Fault[] =>
  serviceNames
    .flatMap((name) => sizeFaults(`services.${name}`, services[name], movesEvents.includes(name)))
    .concat(faultsOf((want) => hourFaults(hours, want)));

function sizeFaults(field: string, size: Environment["services"]["lake"], moves: boolean): Fault[] {
  const { tasks, maxTasks = tasks, capacity } = size;
  const count = faultsOf((want) => {
    want(whole(tasks, 0), `${field}.tasks`, tasks, "a whole number, at least 0");
    want(whole(maxTasks, tasks), `${field}.maxTasks`, maxTasks, `a whole number, at least tasks (${tasks})`);
    const lost = capacity === "spot" && moves;
    want(!lost, `${field}.capacity`, capacity, "on-demand: what moves events is never on Spot");
  });
  return [...fargateFaults(field, size), ...count];
}

function hourFaults(hours: Environment["hours"], want: Want): void {
  if (hours.kind !== "working-hours") return;
  const day = hours.from >= 0 && hours.from < hours.to && hours.to <= 23;
  want(day, "hours", `${hours.from}-${hours.to}`, "from < to, both 0 to 23");
  want(isTimezone(hours.timezone), "hours.timezone", hours.timezone, "a time zone of the IANA database: Europe/Berlin");
}

/** An offset (`+02:00`) is one to the language, and none to AWS. */
function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Z]/.test(name);
  } catch {
    return false;
  }
}

/** Every fault of what watches: traces, the age of data, the budget. */
export const watchingFaults = (e: Environment): Fault[] =>
  faultsOf((want) => {
    const { observability, freshness, cost } = e;
    const { traced, notify } = observability;
    want(notify.length > 0 || isLocal(e), "observability.notify", notify, "somebody who is told of alarms");
    want(traced >= 0 && traced <= 1, "observability.traced", traced, "a share, 0 to 1");
    const mails = cost.monthlyUsd === 0 || notify.length <= mostBudgetMails;
    want(mails, "observability.notify", notify.length, `at most ${mostBudgetMails}, whom a budget can tell`);
    const age = freshness.maxAgeSeconds;
    want(age > 0, "freshness.maxAgeSeconds", age, "more than 0");
    want(cost.monthlyUsd >= 0, "cost.monthlyUsd", cost.monthlyUsd, ">= 0; 0 makes no budget");
    const teams = accounts[e.account]?.teams ?? [cost.team];
    want(teams.includes(cost.team), "cost.team", cost.team, `a team of its account: ${teams.join(", ")}`);
  });
