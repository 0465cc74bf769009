/*
 * `npm run test:policy -- DIR...`: checkov, parliament and cloudsplaining over the plans of environments, zero
 * unexplained findings, and no exception that nothing needs. Each DIR is named after an environment and holds a plan
 * for each of its states, `<state>.json`, as `cap rehearse --env E --plans DIR` writes them: made after the apply, when
 * every value is known.
 */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { toolsDir } from "../../ops/home.ts";
import { preparePython, scannerPackages } from "../../ops/setup/python.ts";
import { requireTools } from "../../ops/setup/tools.ts";
import { type Exception, type Found, judge, readExceptions } from "./exceptions.ts";
import { readPlans, wholePlan } from "./plan.ts";
import { scan } from "./scanners.ts";

const lineOf = (f: Found): string => `  ${f.environment}: ${f.scanner} ${f.id} ${f.resource}\n    ${f.what}`;
const exceptionLine = (e: Exception): string => `  ${e.id} ${e.resource} (${e.owner}, until ${e.expires}): ${e.reason}`;

function tell(title: string, lines: readonly string[]): number {
  if (lines.length > 0) console.log(`${title}\n${lines.join("\n")}`);
  return lines.length;
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("no plans were given\n  -> npx cap rehearse --env dev --plans DIR/dev; npm run test:policy -- DIR/dev");
  process.exit(1);
}
const { python } = await requireTools(["python"]);
const signal = new AbortController().signal;
const onProgress = (line: string): void => console.error(`cap: ${line}`);
const scanners = await preparePython({
  python,
  toolsDir: toolsDir(),
  packages: scannerPackages,
  signal,
  onProgress,
});

const findings: Found[] = [];
for (const folder of folders) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const seen = await scan(scanners, wholePlan(readPlans(files.map((file) => join(folder, file)))));
  console.log(
    `${basename(folder)}: ${files.length} states, ${seen.resources} resources, ${seen.policies} policies, ${seen.findings.length} findings`,
  );
  if (seen.resources === 0 || seen.policies === 0) throw new Error(`${folder}: the scanners saw nothing`);
  findings.push(...seen.findings.map((f) => ({ ...f, environment: basename(folder) })));
}
const today = new Date().toISOString().slice(0, 10);
const { unexplained, expired, stale } = judge(
  findings,
  readExceptions().filter((e) => e.scanner !== "properties"),
  today,
  folders.map((folder) => basename(folder)),
);
const open =
  tell("unexplained findings:", unexplained.map(lineOf)) +
  tell("expired exceptions:", expired.map(exceptionLine)) +
  tell("exceptions that nothing needs any more, to be taken out:", stale.map(exceptionLine));
console.log(`${findings.length} findings, ${open} unexplained, expired or needless`);
process.exit(open > 0 ? 2 : 0);
