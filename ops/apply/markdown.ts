import { moment } from "../report/moment.ts";
import { type BundledState, isEmpty, type ShownPlan } from "./bundle.ts";
import { madeAnew, toldAttributes, wasCutOff } from "./made-anew.ts";
import { unknownInWords } from "./plans.ts";
import { countsInWords, notAsked } from "./text.ts";

/** A bundle for a page: where it is kept, a table of states, and what changes below a fold. */
export function bundleAsMarkdown(s: ShownPlan): string {
  return [
    `### Plan of ${s.environment} (${s.profile})`,
    "",
    `\`${s.id}\` of commit \`${s.commit}\`${s.clean ? "" : " with uncommitted changes"}, good until ${moment(s.expires)}`,
    ...(s.kept === undefined ? [] : ["", `Kept at \`${s.kept}\`.`]),
    ...(s.refreshed === false ? ["", `${notAsked}.`] : []),
    "",
    "| state | plan |",
    "| --- | --- |",
    ...s.states.map((state) => `| ${state.state} | ${inWords(state)} |`),
    ...s.states.flatMap(details),
    "",
  ].join("\n");
}

function inWords(s: BundledState): string {
  if (s.kind === "unknown") return unknownInWords(s);
  return isEmpty(s) ? "no change" : countsInWords(s);
}

function details(s: BundledState): string[] {
  if (s.kind === "unknown" || s.changes.length === 0) return [];
  const lines = s.changes.flatMap((c) => [
    `${signs[c.action] ?? "!"} ${c.address}${wasCutOff(c) ? `, ${madeAnew}` : ""}`,
    ...toldAttributes(c).map((a) => `    ${a.attribute}: ${a.before} → ${a.after}`),
  ]);
  return [
    "",
    `<details><summary>${s.state}: ${countsInWords(s)}</summary>`,
    "",
    "```diff",
    ...lines,
    "```",
    "</details>",
  ];
}

/** What a page paints green, red, or otherwise. */
const signs: Readonly<Record<string, string>> = { create: "+", delete: "-", replace: "-", update: "!" };
