// `node ops/drift/publish.ts <report.json> <folder> [--issues]`: what CI shows of a look that was kept as JSON, without a
// second look. Uses no package: the job that may write issues installs none.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DriftReport } from "./finding.ts";
import { doIssueWork, openIssues } from "./gh.ts";
import { issueWork } from "./issues.ts";
import { driftAsMarkdown } from "./report/markdown.ts";
import { driftAsSarif } from "./report/sarif.ts";
import { exitOf, seesAll } from "./verdict.ts";

const [file = "", folder = "", flag] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, "utf8")) as DriftReport;

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "summary.md"), driftAsMarkdown(report));
// An alert that is missing from a file counts as mended: what was not looked at must not look mended.
if (seesAll(report)) writeFileSync(join(folder, "drift.sarif"), JSON.stringify(driftAsSarif(report)));

if (flag === "--issues") {
  const work = issueWork(await openIssues(), report);
  await doIssueWork(work);
  const { open, update, close, left } = work;
  console.log(
    `issues: ${open.length} opened, ${update.length} updated, ${close.length} closed, ${left} left for the next run`,
  );
}
process.exitCode = exitOf(report);
