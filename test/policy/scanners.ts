import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runChild } from "../../ops/process/run.ts";
import type { Finding } from "./exceptions.ts";
import type { PlanJson } from "./plan.ts";
import { policiesOf } from "./policies.ts";

const limitMs = 5 * 60_000;
const iamScript = fileURLToPath(new URL("./scan_iam.py", import.meta.url));

/** What scanners found, and how much they looked at: a scanner that saw nothing has proven nothing. */
export interface Scan {
  readonly findings: readonly Finding[];
  /** Resources that checkov looked at. */
  readonly resources: number;
  /** Policies, all of which parliament looked at, and cloudsplaining at those that say what a role may do. */
  readonly policies: number;
}

/** Runs checkov, parliament and cloudsplaining over a plan. `python` is that of the scanners' environment. */
export async function scan(python: string, plan: PlanJson): Promise<Scan> {
  const policies = policiesOf(plan);
  const folder = mkdtempSync(join(tmpdir(), "cap-policy-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    const infrastructure = await checkov(python, file);
    const input = join(folder, "policies.json");
    writeFileSync(input, JSON.stringify(policies));
    const iam = findingsJson.parse(JSON.parse(await output("sh", ["-c", `"${python}" "${iamScript}" < "${input}"`])));
    return {
      ...infrastructure,
      findings: [...infrastructure.findings, ...iam],
      policies: policies.length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const findingsJson = z.array(z.object({ scanner: z.string(), id: z.string(), resource: z.string(), what: z.string() }));

const report = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
  summary: z.object({ parsing_errors: z.number(), resource_count: z.number() }),
});

async function checkov(python: string, plan: string): Promise<Omit<Scan, "policies">> {
  const flags = ["--framework", "terraform_plan", "--skip-download", "--compact", "--quiet", "-o", "json"];
  // It ends with 1 when it finds something: what it says is what counts.
  const text = await output(join(dirname(python), "checkov"), ["-f", plan, ...flags], [0, 1]);
  const { results, summary } = report.parse(JSON.parse(text));
  if (summary.parsing_errors > 0) throw new Error(`checkov could not parse ${plan}`);
  const findings = results.failed_checks.map((c) => ({
    scanner: "checkov",
    id: c.check_id,
    resource: c.resource,
    what: c.check_name,
  }));
  return { findings, resources: summary.resource_count };
}

async function output(command: string, args: readonly string[], codes: readonly number[] = [0]): Promise<string> {
  const ended = await runChild({ command, args: [...args], timeoutMs: limitMs });
  if (ended.code !== null && codes.includes(ended.code)) return ended.stdout;
  throw new Error(`${command} ended with ${ended.code}: ${ended.stderr.trim().split("\n").slice(-5).join("\n")}`);
}
