import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Output } from "../command.ts";
import type { DriftReport, Finding } from "./finding.ts";
import { groupsOf } from "./report/groups.ts";
import { groupLines } from "./report/text-group.ts";

/** What `cap drift --fix` does not touch: what no state has, and the baseline does not record. */
export const remainsOf = ({ findings }: Pick<DriftReport, "findings">): readonly Finding[] =>
  findings.filter((f) => f.kind === "unmanaged" && f.recorded === undefined);

/** How a fix ends beside what remains: an open door must not end green because something else was put back. */
export const exitBeside = (code: ExitCode, remains: readonly Finding[]): ExitCode =>
  remains.length > 0 && (code === exitCode.ok || code === exitCode.couldNotLook) ? exitCode.findings : code;

/**
 * An output that adds to a result what remains, with the commands that the look told; `--json` has it as `remains`.
 *
 * @param putBack how many findings a fix that was applied has put back
 */
export function tellingRemains(out: Output, report: DriftReport, putBack: number): Output {
  const remains = remainsOf(report);
  const width = (out.onScreen ? process.stdout.columns : undefined) ?? 100;
  return {
    ...out,
    result: (value, text) => {
      const { verdict } = value as { readonly verdict: string };
      const done = verdict === "applied" ? putBack : 0;
      out.result({ ...(value as object), remains }, () =>
        [text(), ...linesOf(report, { remains, done, width })].join("\n"),
      );
    },
  };
}

interface Told {
  readonly remains: readonly Finding[];
  readonly done: number;
  readonly width: number;
}

function linesOf(report: DriftReport, { remains, done, width }: Told): string[] {
  if (remains.length === 0) return [];
  const verb = remains.length === 1 ? "remains" : "remain";
  const parts = [...(done === 0 ? [] : [`${done} put back`]), `${remains.length} ${verb} that --fix does not touch`];
  return [
    "",
    ...groupsOf(remains).flatMap((group) => [...groupLines(group, report, width), ""]),
    `✖ ${report.environment}: ${parts.join("; ")}`,
  ];
}
