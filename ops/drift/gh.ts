import { OperatorError } from "../../contracts/errors.ts";
import { runChild } from "../process/run.ts";
import type { IssueWork, OpenIssue } from "./issues.ts";

/** The label by which our issues are found. */
const label = "drift";

/** The open issues of this repository that bear our label, at most 1,000. */
export async function openIssues(): Promise<readonly OpenIssue[]> {
  const found = await gh(
    "issue",
    "list",
    "--label",
    label,
    "--state",
    "open",
    "--limit",
    "1000",
    "--json",
    "number,title,body",
  );
  return JSON.parse(found) as OpenIssue[];
}

/** Does it, one call after the other: GitHub slows down whoever writes many things at once. */
export async function doIssueWork({ open, update, close }: IssueWork): Promise<void> {
  for (const name of await missingLabels(open.flatMap((i) => i.labels))) await gh("label", "create", name);
  for (const { title, body, labels } of open)
    await gh("issue", "create", "--title", title, "--body", body, ...labels.flatMap((l) => ["--label", l]));
  for (const { number, issue } of update)
    await gh("issue", "edit", String(number), "--title", issue.title, "--body", issue.body);
  for (const { number, because } of close) await gh("issue", "close", String(number), "--comment", because);
}

/** A label that is missing would fail the issue. One that is there is left alone: somebody chose its color and its text. */
async function missingLabels(wanted: readonly string[]): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const found = await gh("label", "list", "--limit", "1000", "--json", "name");
  const known = new Set((JSON.parse(found) as { name: string }[]).map(({ name }) => name.toLowerCase()));
  return [...new Set(wanted)].filter((name) => !known.has(name.toLowerCase()));
}

async function gh(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runChild({ command: "gh", args, timeoutMs: 60_000 });
  if (code === 0) return stdout;
  throw new OperatorError("CAP_GH", `gh ${args.slice(0, 2).join(" ")} ended with ${code}: ${stderr.slice(0, 500)}`, [
    "see that gh is signed in (GH_TOKEN) and may write issues; the same command goes on where this one ended",
  ]);
}
