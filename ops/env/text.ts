import pc from "picocolors";
import type { Environment } from "../../environments/environment.ts";
import { table } from "../report/table.ts";
import { type Difference, flatten } from "./flatten.ts";
import type { Profiles } from "./profiles.ts";
import type { Resolved } from "./show.ts";

/** What an environment resolves to, for people. */
export function resolvedAsText(r: Resolved, width: number | undefined): string {
  const { profile, ...fields } = r.environment;
  const fit = { long: "wrap", ...(width === undefined ? {} : { width }) } as const;
  return [
    `${pc.bold(r.environment.name)}, profile ${pc.bold(profile.name)}`,
    `risk: ${profile.risk}`,
    "",
    table(["field", "value"], [...flatten(fields)], fit),
    "",
    table(
      ["stack", "resources", "types"],
      [
        ...r.stacks.map((s) => [s.name, String(s.resources), String(Object.keys(s.types).length)]),
        ["all", String(r.resources), String(r.types)],
      ],
    ),
    "",
    ...(r.fixedCosts === undefined ? [pc.dim("the parts tell no cost")] : [costsAsTable(r.fixedCosts)]),
    "",
    ...(r.recovery === undefined ? [pc.dim("the parts tell no recovery")] : [recoveryAsTable(r.recovery, width)]),
  ].join("\n");
}

function costsAsTable(costs: NonNullable<Resolved["fixedCosts"]>): string {
  const all = costs.reduce((usd, c) => usd + c.usd, 0);
  return table(
    ["part", "USD a month, whatever it does"],
    [...costs, { part: "all", usd: all }].map((c) => [c.part, c.usd.toFixed(2)]),
  );
}

function recoveryAsTable(recovery: Profiles["recovery"], width: number | undefined): string {
  const rows = Object.entries(recovery).flatMap(([part, lines]) =>
    lines.map((l) => [part, l.after, `${l.rpoMinutes} min`, `${l.rtoMinutes} min`, l.by]),
  );
  const fit = { long: "wrap", ...(width === undefined ? {} : { width }) } as const;
  return table(["part", "after the loss of", "data lost", "back after", "by"], rows, fit);
}

/** Two environments side by side, what they share left out. */
export function differencesAsText(
  names: readonly [string, string],
  all: readonly Difference[],
  width?: number,
): string {
  if (all.length === 0) return `${names[0]} and ${names[1]} are the same`;
  const rows = all.map(({ field, values }) => [field, ...values.map((v) => v ?? pc.dim("-"))]);
  return table(["field", ...names], rows, { long: "wrap", ...(width === undefined ? {} : { width }) });
}

/** Every environment in every profile. */
export function listAsText(all: readonly Environment[], width?: number): string {
  const rows = all.map((e) => [e.name, e.profile.name, e.account, e.region, e.safety, e.profile.risk]);
  const head = ["environment", "profile", "account", "region", "safety", "risk"];
  return table(head, rows, { long: "wrap", ...(width === undefined ? {} : { width }) });
}
