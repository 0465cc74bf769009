import pc from "picocolors";
import { table } from "../report/table.ts";
import type { Examination } from "./examine.ts";

/** The examination for people: what is wrong stands out, what is echoed comes last. */
export function examinationAsText({ cap, environment, tools, endpoint, emulation }: Examination): string {
  const sign = (ok: boolean): string => (ok ? pc.green("✔") : pc.red("✖"));
  const parts = [
    pc.bold(`cap ${cap}, environment ${environment}`),
    table(
      ["", "tool", "found", "wanted"],
      tools.map((t) => [sign(t.ok), t.name, t.found, t.wanted]),
    ),
    `endpoint     ${endpoint.url}\ncredentials  ${endpoint.credentials}`,
  ];
  if (emulation === undefined) return parts.join("\n\n");
  const state = emulation.ready
    ? `runs as process ${emulation.pid}, ${emulation.tasks} tasks, ${emulation.brokers} brokers, saved ${emulation.savedAt ?? "never"}`
    : "does not run now";
  const echoes = table(
    ["service", "what", "what really happens"],
    emulation.echoes.map((e) => [e.service, e.feature, e.echo]),
  );
  return [...parts, `emulated AWS ${state}`, pc.bold("Stored there, but not done:"), echoes].join("\n\n");
}
