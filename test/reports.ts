// Reads the reports of the test runs (vitest's JSON, pytest's JUnit XML) in the folder given: fails when a test was
// skipped for a reason that does not hold on CI, and prints the closing line.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function addVitest(path: string, counts: Counts): void {
  const report = JSON.parse(readFileSync(path, "utf8")) as VitestReport;
  for (const file of report.testResults)
    for (const test of file.assertionResults) {
      if (test.status === "passed") counts.passed += 1;
      else if (test.status === "failed") counts.failed += 1;
      else counts.skipped.push(`${file.name}: ${test.fullName}`);
    }
}

function addJunit(path: string, counts: Counts): void {
  for (const [, attributes = "", body = ""] of readFileSync(path, "utf8").matchAll(
    /<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    if (/<(failure|error)\b/.test(body)) counts.failed += 1;
    else if (/<skipped\b/.test(body)) counts.skipped.push(attributes);
    else counts.passed += 1;
  }
}

const [, , folder = ""] = process.argv;
const counts: Counts = { passed: 0, failed: 0, skipped: [] };
const files = readdirSync(folder).sort();
for (const file of files) (file.endsWith(".xml") ? addJunit : addVitest)(join(folder, file), counts);
for (const test of counts.skipped) console.error(`skipped, although CI has all it needs: ${test}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
process.exit(counts.failed > 0 || counts.skipped.length > 0 || counts.passed === 0 ? 1 : 0);
