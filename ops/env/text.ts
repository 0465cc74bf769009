import pc from "picocolors";
import type { Environment } from "../../environments/environment.ts";
import { table } from "../report/table.ts";
import { type Difference, fieldInWords, flatten } from "./flatten.ts";
import { ofAccount, type PartCost, type Profiles, sumOf } from "./profiles.ts";
import type { Resolved } from "./show.ts";

/** What an environment resolves to, for people. */
export function resolvedAsText(r: Resolved, width: number | undefined): string {
  const { profile, ...fields } = r.environment;
  const fit = { long: "wrap", ...(width === undefined ? {} : { width }) } as const;
  return [
    `${pc.bold(r.environment.name)}, profile ${pc.bold(profile.name)}`,
    `risk: ${profile.risk}`,
    "",
    table(
      ["field", "value"],
      [...flatten(fields)].map(([field, value]) => [field, fieldInWords(value)]),
      fit,
    ),
    "",
    table(
      ["stack", "resources", "types"],
      [
        ...r.stacks.map((s) => [s.name, String(s.resources), String(Object.keys(s.types).length)]),
        ["all", String(r.resources), String(r.types)],
      ],
    ),
    "",
    ...(r.fixedCosts === undefined ? [pc.dim("the parts tell no cost")] : [costsInWords(r.environment, r.fixedCosts)]),
    "",
    ...(r.recovery === undefined ? [pc.dim("the parts tell no recovery")] : [recoveryInWords(r.recovery, width)]),
  ].join("\n");
}

/** The budget is the environment's own: what its account pays once comes on top of it. */
function costsInWords({ name, cost }: Environment, costs: readonly PartCost[]): string {
  const shared = costs.filter(({ part }) => ofAccount.includes(part));
  const own = sumOf(costs) - sumOf(shared);
  const budget =
    name === "local" ? "" : `, ${own > cost.monthlyUsd ? "above" : "within"} its ${cost.monthlyUsd} (cost.monthlyUsd)`;
  const once =
    shared.length === 0
      ? ""
      : `; the account pays ${sumOf(shared).toFixed(2)} for all it holds: ${shared.map((c) => c.part).join(", ")}`;
  return [
    table(
      ["part", name === "local" ? "USD a month, if it ran in AWS" : "USD a month, whatever it does"],
      [...costs, { part: "all", usd: sumOf(costs) }].map((c) => [c.part, c.usd.toFixed(2)]),
    ),
    pc.dim(`${own.toFixed(2)} are its own${budget}${once}`),
    ...(name === "local" ? [pc.dim("on this machine it costs nothing")] : []),
  ].join("\n");
}

/** What somebody would notice, and in a line per kind of loss what nobody would. */
function recoveryInWords(recovery: Profiles["recovery"], width: number | undefined): string {
  const all = Object.entries(recovery).flatMap(([part, lines]) =>
    lines.map((l, i) => ({ part, ...l, nth: nthOf(lines, i) })),
  );
  const isNoticed = (l: (typeof all)[number]): boolean => l.rpoMinutes + l.rtoMinutes > 0;
  const rows = all
    .filter(isNoticed)
    .map((l) => [
      l.part,
      l.after,
      `${l.rpoMinutes} min`,
      `${l.rtoMinutes} min`,
      l.nth > 0 ? `where that fails: ${l.by}` : l.by,
    ]);
  const unnoticed = Map.groupBy(
    all.filter((l) => !isNoticed(l)),
    (l) => l.after,
  );
  const fit = { long: "wrap", ...(width === undefined ? {} : { width }) } as const;
  return [
    table(["part", "after the loss of", "data lost", "back after", "by"], rows, fit),
    ...[...unnoticed].map(([after, some]) =>
      pc.dim(`nobody notices the loss of a ${after} in ${some.map((l) => l.part).join(", ")}`),
    ),
  ].join("\n");
}

/** How many ways back after the same loss stand before this one. */
const nthOf = (lines: readonly { readonly after: string }[], at: number): number =>
  lines.slice(0, at).filter((l) => l.after === lines[at]?.after).length;

/** Two environments side by side, what they share left out. */
export function differencesAsText(
  names: readonly [string, string],
  all: readonly Difference[],
  width?: number,
): string {
  if (all.length === 0) return `${names[0]} and ${names[1]} are the same`;
  const rows = all.map(({ field, values }) => [
    field,
    ...values.map((v) => (v === undefined ? pc.dim("-") : fieldInWords(v))),
  ]);
  return table(["field", ...names], rows, { long: "wrap", ...(width === undefined ? {} : { width }) });
}

/** Every environment in every profile. */
export function listAsText(all: readonly Environment[], width?: number): string {
  const rows = all.map((e) => [e.name, e.profile.name, e.account, e.region, e.safety, e.profile.risk]);
  const head = ["environment", "profile", "account", "region", "safety", "risk"];
  return table(head, rows, { long: "wrap", ...(width === undefined ? {} : { width }) });
}
