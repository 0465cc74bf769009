import { again, type Told } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";
import type { ShownPlan } from "./bundle.ts";
import { bundleAsMarkdown } from "./markdown.ts";
import { bundleAsText } from "./text.ts";

/** For people, for programs, for a page. */
export type PlanFormat = "text" | "json" | "markdown";

/** A plan in one of the formats; people are told as well what applies exactly what was kept. */
export function planAs(format: PlanFormat, plan: ShownPlan, told: Told): string {
  if (format === "json") return JSON.stringify(plan);
  if (format === "markdown") return bundleAsMarkdown(plan);
  const { kept } = plan;
  if (kept === undefined) return bundleAsText(plan);
  return [
    bundleAsText(plan),
    "",
    "to apply exactly this:",
    `  → ${again("apply", told, `--plan ${quoted(kept)}`)}`,
  ].join("\n");
}
