import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DriftReport } from "../../../ops/drift/finding.ts";
import { issuesOf } from "../../../ops/drift/report/issue.ts";
import { runChild } from "../../../ops/process/run.ts";
import { expiredLine, finding, night, report } from "./findings.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cap-publish-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program in gh's place: answers the lists of open issues and of labels, and writes down what it was called with. */
function gh(open: readonly object[], { labels = [], exit = 0 }: { labels?: string[]; exit?: number } = {}): void {
  const file = join(folder, "gh");
  const log = JSON.stringify(join(folder, "calls"));
  const lines = [
    `#!${process.execPath}`,
    `require("node:fs").appendFileSync(${log}, JSON.stringify(process.argv.slice(2)) + "\\n");`,
    `const lists = ${JSON.stringify({ issue: open, label: labels.map((name) => ({ name })) })};`,
    `if (process.argv[3] === "list") console.log(JSON.stringify(lists[process.argv[2]]));`,
    `else if (${exit}) { console.error("HTTP 403"); process.exit(${exit}); }`,
  ];
  writeFileSync(file, lines.join("\n"));
  chmodSync(file, 0o755);
}

const calls = (): string[][] => {
  const text = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "";
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as string[]);
};

async function publish(r: DriftReport, ...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = join(folder, "drift.json");
  writeFileSync(file, JSON.stringify(r));
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"]}` };
  const args = ["ops/drift/publish.ts", file, join(folder, "told"), ...more];
  return await runChild({ command: process.execPath, args, env, timeoutMs: 120_000 });
}
const told = (name: string): string => join(folder, "told", name);

test("writes the summary and SARIF, and ends as the look did", async () => {
  expect((await publish(report([finding()]))).code).toBe(2);
  expect(readFileSync(told("summary.md"), "utf8")).toContain("### prod: drift (1 availability)");
  expect(JSON.parse(readFileSync(told("drift.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  expect((await publish(report([]))).code).toBe(0);
  expect(calls()).toEqual([]);
});

test("a look that did not see everything writes no SARIF: what is missing there counts as mended", async () => {
  expect((await publish(night)).code).toBe(2);
  expect(existsSync(told("drift.sarif"))).toBe(false);
  expect((await publish(report([], { blind: night.blind }))).code).toBe(3);
});

test("opens, updates and closes issues, the labels first", async () => {
  const [kept, gone] = issuesOf(report([finding(), finding({ address: "aws_sqs_queue.z_gone" })]));
  gh([
    { number: 4, ...kept },
    { number: 5, ...gone },
  ]);
  const { stdout } = await publish(report([finding({ after: "5" }), finding({ attribute: "policy" })]), "--issues");
  expect(stdout).toContain("issues: 1 opened, 1 updated, 1 closed, 0 left for the next run");
  const [list, labels, ...done] = calls();
  expect(list?.slice(0, 6)).toEqual(["issue", "list", "--label", "drift", "--state", "open"]);
  expect(labels?.slice(0, 2)).toEqual(["label", "list"]);
  expect(done.map((c) => c.slice(0, 3))).toEqual([
    ["label", "create", "drift"],
    ["label", "create", "security"],
    ["issue", "create", "--title"],
    ["issue", "edit", "4"],
    ["issue", "close", "5"],
  ]);
  expect(done[2]?.slice(-4)).toEqual(["--label", "drift", "--label", "security"]);
});

test("a night that is red for an expired line alone has an issue and an alert to click on", async () => {
  gh([], { labels: ["drift", "baseline"] });
  const { code, stdout } = await publish(report([], { expired: [expiredLine()] }), "--issues");
  expect(code).toBe(2);
  expect(stdout).toContain("issues: 1 opened, 0 updated, 0 closed");
  expect(calls().at(-1)?.slice(-4)).toEqual(["--label", "drift", "--label", "baseline"]);
  expect(readFileSync(told("drift.sarif"), "utf8")).toContain('"ruleId":"baseline/expired"');
});

test("a label that is there keeps its color: none is made anew, however it is spelt", async () => {
  gh([], { labels: ["bug", "Drift", "security"] });
  await publish(report([finding({ attribute: "policy" })]), "--issues");
  expect(calls().map((c) => c.slice(0, 2))).toEqual([
    ["issue", "list"],
    ["label", "list"],
    ["issue", "create"],
  ]);
});

test("a night without a new finding asks for no label", async () => {
  gh([]);
  await publish(report([]), "--issues");
  expect(calls().map((c) => c.slice(0, 2))).toEqual([["issue", "list"]]);
});

test("a refusal of GitHub is told and ends the run", async () => {
  gh([], { exit: 1 });
  const { code, stderr } = await publish(report([finding()]), "--issues");
  expect(code).toBe(1);
  expect(stderr).toContain("gh label create ended with 1: HTTP 403");
});

test("uses no package: the job that may write issues installs none", async () => {
  const { metafile } = await build({
    entryPoints: ["ops/drift/publish.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    write: false,
    metafile: true,
  });
  const outside = Object.values(metafile.inputs).flatMap((i) => i.imports.filter((x) => x.external).map((x) => x.path));
  expect(outside.filter((path) => !path.startsWith("node:"))).toEqual([]);
});
