import type { DriftReport } from "../finding.ts";
import type { Format } from "./formats.ts";
import { driftAsJunit } from "./junit.ts";
import { driftAsMarkdown } from "./markdown.ts";
import { driftAsSarif } from "./sarif.ts";
import { driftAsText, type TextOptions } from "./text.ts";

/** A report in a format, without a newline at its end; the options are for what people read. */
export function render(report: DriftReport, format: Format, options: TextOptions = {}): string {
  const writers: Readonly<Record<Format, () => string>> = {
    text: () => driftAsText(report, options),
    json: () => JSON.stringify(report),
    markdown: () => driftAsMarkdown(report, options),
    sarif: () => JSON.stringify(driftAsSarif(report)),
    junit: () => driftAsJunit(report),
  };
  return writers[format]().trimEnd();
}
