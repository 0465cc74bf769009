import { expect, test } from "vitest";
import { bundleAsMarkdown } from "../../../ops/apply/markdown.ts";
import { changed, plannedState, summaryOf } from "./given.ts";

const bundle = summaryOf({
  clean: false,
  states: [
    plannedState("account"),
    plannedState("durable", {
      changes: [
        changed("aws_sqs_queue.new", "create"),
        changed("aws_sqs_queue.old", "delete"),
        changed("aws_sqs_queue.q", "update", [{ attribute: "delay_seconds", before: "1", after: "2" }]),
        changed("aws_sqs_queue.r", "replace"),
      ],
    }),
    { kind: "unknown", state: "runtime", until: ["durable"] },
  ],
});
const page = bundleAsMarkdown(bundle);

test("a page has a line for every state: unchanged, changed, unknown", () => {
  expect(page).toContain("| account | no change |");
  expect(page).toMatch(/\| durable \| 1 to add, 1 to change, 1 to replace, 1 to destroy \|/);
  expect(page).toContain("| runtime | unknown until durable is applied |");
});

test("it names the bundle, its commit, until when it is good, and uncommitted changes", () => {
  for (const part of [bundle.id, bundle.commit, "2026-03-02 10:00:00 UTC", "with uncommitted changes"])
    expect(page).toContain(part);
  expect(bundleAsMarkdown(summaryOf())).not.toContain("uncommitted");
});

test("it tells where it is kept, where it is", () => {
  expect(bundleAsMarkdown({ ...bundle, kept: "s3://b/k" })).toContain("\n\nKept at `s3://b/k`.\n\n| state |");
  expect(page).not.toContain("Kept");
});

test("changes stand below a fold, by the sign of what is done, with what of them", () => {
  const [, fold = ""] = page.split("<details>");
  expect(fold).toContain("+ aws_sqs_queue.new");
  expect(fold).toContain("- aws_sqs_queue.old");
  expect(fold).toMatch(/! aws_sqs_queue\.q\n +delay_seconds: 1 → 2/);
  expect(fold).toContain("- aws_sqs_queue.r");
  expect(page.match(/<details>/g)).toHaveLength(1);
});

test("nothing of a value ends the fold early or makes a heading", () => {
  const attributes = [{ attribute: "policy", before: '"a"', after: JSON.stringify("```\n</details>\n# big") }];
  const states = [plannedState("durable", { changes: [changed("aws_sqs_queue.q", "update", attributes)] })];
  const lines = bundleAsMarkdown(summaryOf({ states })).split("\n");
  expect(lines.filter((line) => line.startsWith("```"))).toEqual(["```diff", "```"]);
  expect(lines.filter((line) => line.startsWith("#"))).toHaveLength(1);
});
