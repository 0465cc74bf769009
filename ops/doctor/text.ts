import pc from "picocolors";
import { count } from "../checks/wording.ts";
import { table } from "../report/table.ts";
import type { Examination, Examined } from "./examine.ts";

/** The examination for people: tools and endpoint first, the long list of what is echoed last. */
export function examinationAsText(
  { cap, environment, tools, endpoint, emulation }: Examination,
  width?: number,
): string {
  const fits = width === undefined ? {} : { width, long: "wrap" as const };
  const title = pc.bold(`cap ${cap}, environment ${environment}`);
  const needed = table(
    ["", "tool", "found", "wanted"],
    tools.map((t) => [signOf(t), t.name, t.found, t.wanted]),
    fits,
  );
  const where = `endpoint     ${endpoint.url}\ncredentials  ${endpoint.credentials}`;
  if (emulation === undefined) return [title, needed, where].join("\n\n");
  const state = emulation.ready
    ? `runs as process ${emulation.pid}, ${count(emulation.tasks, "task")}, ${count(emulation.brokers, "broker")}, saved ${emulation.savedAt ?? "never"}`
    : "does not run now";
  const echoes = table(
    ["service", "what", "what really happens"],
    emulation.echoes.map((e) => [e.service, e.feature, e.echo]),
    fits,
  );
  const pretended = pc.bold("What the emulated AWS stores, but does not do:");
  return [title, needed, `${where}\nemulated AWS ${state}`, pretended, echoes].join("\n\n");
}

function signOf({ ok, lacking }: Examined): string {
  if (!ok) return pc.red("✖");
  return lacking === true ? pc.yellow("!") : pc.green("✔");
}
