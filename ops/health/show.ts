import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Invocation } from "../command.ts";
import { wholeNumber } from "../flags.ts";
import { onEmulation } from "./on-emulation.ts";
import { exitOf, type HealthReport } from "./report.ts";
import { runChecks } from "./run.ts";
import { healthAsText } from "./text.ts";
import { watch } from "./watch.ts";

/** Seconds between two looks of `--watch` without a number. */
const defaultSeconds = "5";

/** What `cap health` does: look once, or again and again. */
export async function showHealth({ env, emulated, flags, out, signal }: Invocation): Promise<ExitCode> {
  const only = asList(flags["only"]);
  const look = async (): Promise<HealthReport> => {
    const report = await runChecks(env, { emulated, signal, ...(only === undefined ? {} : { only }) });
    return emulated ? onEmulation(report, env) : report;
  };
  const width = out.onScreen ? process.stdout.columns : Number.POSITIVE_INFINITY;
  if (flags["watch"] === undefined || flags["watch"] === false) {
    const report = await look();
    out.result(report, () => healthAsText(report, { width }));
    return exitOf(report);
  }
  const given = flags["watch"] === true ? defaultSeconds : flags["watch"];
  const last = await watch({
    look,
    seconds: wholeNumber("--watch", given, { min: 1, max: 3600 }),
    signal,
    show: (report, changed) =>
      out.result(report, () => `${redraw()}${healthAsText(report, { width, changed })}\n${report.at}`),
  });
  return last === undefined ? exitCode.interrupted : exitOf(last);
}

/** Clears the screen where there is one; a log gets one report after the other. */
const redraw = (): string => (process.stdout.isTTY ? "\u001b[H\u001b[2J\u001b[3J" : "");

/** `--only a b`, `--only a,b` and `--only a --only b` mean the same. */
function asList(flag: Invocation["flags"][string]): readonly string[] | undefined {
  if (flag === undefined || typeof flag === "boolean") return undefined;
  return [flag].flat().flatMap((part) => part.split(",").filter((id) => id !== ""));
}
