// Reads the reports of the test runs (vitest's JSON, pytest's JUnit XML) in the folder given. Says how long each slow file
// took and, last and short, what failed: a log of CI is long, and often only its end is kept. Fails when a test failed, or
// was skipped for a reason that does not hold on CI.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

interface Found {
  passed: number;
  readonly failed: string[];
  readonly skipped: string[];
  /** Seconds by file of tests. */
  readonly seconds: Map<string, number>;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** The beginning of what a failure says, and its end: what was expected often comes after pages of output. */
function shortened(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal are what is taken out
  const plain = text.replaceAll(/\u001b\[[0-9;]*m/g, "").trim();
  return plain.length <= 1_000 ? plain : `${plain.slice(0, 600)}\n  […]\n${plain.slice(-400)}`;
}

function addVitest(path: string, found: Found): void {
  const report = JSON.parse(readFileSync(path, "utf8")) as VitestReport;
  for (const file of report.testResults) {
    found.seconds.set(relative(process.cwd(), file.name), Math.round((file.endTime - file.startTime) / 1_000));
    // Of a file, or of what stands before its tests.
    if (file.message) found.failed.push(`${file.name}\n${shortened(file.message)}`);
    for (const { status, fullName, failureMessages = [] } of file.assertionResults) {
      const name = `${file.name}: ${fullName}`;
      if (status === "passed") found.passed += 1;
      else if (status === "failed") found.failed.push(`${name}\n${failureMessages.map(shortened).join("\n")}`);
      else found.skipped.push(name);
    }
  }
}

function addJunit(path: string, found: Found): void {
  const cases = readFileSync(path, "utf8").matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  for (const [, attributes = "", body = ""] of cases) {
    if (/<(failure|error)\b/.test(body)) found.failed.push(`${attributes}\n${shortened(body)}`);
    else if (/<skipped\b/.test(body)) found.skipped.push(attributes);
    else found.passed += 1;
  }
}

const [, , folder = ""] = process.argv;
const found: Found = { passed: 0, failed: [], skipped: [], seconds: new Map() };
for (const file of readdirSync(folder).sort())
  (file.endsWith(".xml") ? addJunit : addVitest)(join(folder, file), found);
const slow = [...found.seconds].filter(([, seconds]) => seconds >= 10).sort(([, a], [, b]) => b - a);
console.log(slow.map(([file, seconds]) => `${file} ${seconds} s`).join(", "));
for (const test of found.skipped) console.error(`skipped, although CI has all it needs: ${test}`);
for (const test of found.failed) console.error(`\nfailed: ${test}`);
const { passed, failed, skipped } = found;
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exit(failed.length > 0 || skipped.length > 0 || passed === 0 ? 1 : 0);
