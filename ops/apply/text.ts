import pc from "picocolors";
import { partsOf } from "../report/change.ts";
import type { Plan } from "../terraform/plan.ts";
import { type BundledState, type BundleSummary, isEmpty } from "./bundle.ts";
import { byType } from "./by-type.ts";
import { madeAnew, toldAttributes, wasCutOff } from "./made-anew.ts";
import { unknownInWords } from "./plans.ts";

/** `3 to add, 1 to change, 1 to replace`. */
export function countsInWords({ changes, outputs }: Pick<Plan, "changes" | "outputs">): string {
  const count = (...actions: string[]): number => changes.filter((c) => actions.includes(c.action)).length;
  const parts = [
    [count("create"), "to add"],
    [count("update"), "to change"],
    [count("replace"), "to replace"],
    [count("delete"), "to destroy"],
    [count("remove", "forget"), "to forget"],
    [count("move", "import"), "to move or import"],
  ].filter(([n]) => n !== 0);
  if (parts.length > 0) return parts.map((p) => p.join(" ")).join(", ");
  return outputs.length === 0 ? "no change" : `${outputs.length} output${outputs.length === 1 ? "" : "s"}`;
}

const marks: Readonly<Record<string, string>> = {
  create: pc.green("+"),
  update: pc.yellow("~"),
  replace: pc.red("±"),
  delete: pc.red("-"),
};

/** Longest value on a line; `--json` has all of it. */
const longest = 160;

/** A bundle for people: what each state would become, resource by resource. */
export function bundleAsText(s: BundleSummary): string {
  const blind = s.refreshed === false ? [pc.dim(notAsked)] : [];
  return [...s.states.flatMap(stateLines), ...blind, "", verdictOf(s)].join("\n");
}

/** Said of a plan without a refresh. */
export const notAsked = "planned from the states as they were last written: AWS was not asked";

/** What one state would become. */
export function stateLines(s: BundledState): string[] {
  const name = pc.bold(s.state);
  if (s.kind === "unknown") return [`${pc.yellow("?")} ${name}: ${unknownInWords(s)}; it is planned and shown then`];
  const drifted = pc.dim(driftedInWords(s.drifted));
  if (isEmpty(s)) return [`${pc.green("=")} ${name}: no change${drifted}`];
  return [`${pc.yellow("~")} ${name}: ${countsInWords(s)}${drifted}`, ...changesLines(s.changes)];
}

/** Most of these are noise, which a plan of Terraform does not tell from a change: `cap drift` does. */
function driftedInWords(n: number): string {
  if (n === 0) return "";
  const who =
    n === 1 ? "1 resource is spelt otherwise in AWS or was" : `${n} resources are spelt otherwise in AWS or were`;
  return `; ${who} changed there: cap drift tells which`;
}

type Change = Extract<BundledState, { kind: "planned" }>["changes"][number];

/** More new resources than this are told by type: what matters to a reader is what changes and what goes. */
const mostNew = 25;
/** Types that are named then, the most frequent first. */
const mostTypes = 8;

function changesLines(changes: readonly Change[]): string[] {
  const fresh = changes.filter((c) => c.action === "create");
  if (fresh.length <= mostNew) return changes.flatMap(changeLines);
  const told = byType(fresh, mostTypes).map((line) => `  ${marks["create"]} ${line}`);
  return [...told, ...changes.filter((c) => c.action !== "create").flatMap(changeLines)];
}

function changeLines(c: Change): string[] {
  const attributes = toldAttributes(c).flatMap((a) =>
    // What Terraform calls secret is told to change, and not how.
    a.before === a.after
      ? [`      ${a.attribute}: changes; Terraform calls the value secret`]
      : partsOf(a.before, a.after).map(
          (part) =>
            `      ${a.attribute}${part.path === "" ? "" : ` ${part.path}`}: ${cut(part.before ?? "none")} → ${cut(part.after ?? "none")}`,
        ),
  );
  const from = c.from === undefined ? "" : pc.dim(`, is there as ${c.from} and is taken in`);
  const why = wasCutOff(c) ? pc.dim(`, ${madeAnew}`) : "";
  return [`  ${marks[c.action] ?? c.action} ${c.address}${from}${why}`, ...attributes];
}

const cut = (value: string): string => (value.length <= longest ? value : `${value.slice(0, longest - 1)}…`);

function verdictOf(s: BundleSummary): string {
  const changed = s.states.filter((state) => !isEmpty(state));
  if (changed.length === 0) return pc.bold(pc.green(`✔ ${s.environment} (${s.profile}): nothing to change`));
  const unknown = changed.filter((state) => state.kind === "unknown").length;
  const known = changed.length - unknown;
  const parts = [
    ...(known === 0 ? [] : [known === 1 ? "1 state changes" : `${known} states change`]),
    ...(unknown === 0 ? [] : [`${unknown} unknown yet`]),
  ];
  return pc.bold(pc.yellow(`~ ${s.environment} (${s.profile}): ${parts.join(", ")}`));
}
