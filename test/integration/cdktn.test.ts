import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { emptyReleaseFile } from "../support/release.ts";

const run = promisify(execFile);

/** The successor under its predecessor's name, and what synthesis needs besides. */
const dependencies = {
  cdktf: "npm:cdktn@0.24.0",
  "@cdktf/provider-aws": "20.1.0",
  constructs: "10.4.2",
  zod: "4.6.7",
};
const sources = ["main.ts", "contracts", "environments", "modules", "stacks"];

const scratch = mkdtempSync(join(tmpdir(), "cap-cdktn-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const release = emptyReleaseFile(join(scratch, "release"));
const node = resolve("node_modules/.bin/node");

/** Every environment in every profile, and anew in its recovery Region where it has one. */
const wishes: readonly (readonly string[])[] = everyProfile.flatMap((e) => {
  const args = [e.name, "--profile", e.profile.name];
  return e.recovery.kind === "pilot-light" ? [args, [...args, "--site", "recovery"]] : [args];
});

async function reachable(): Promise<boolean> {
  try {
    await run("npm", ["view", dependencies.cdktf.replace("npm:", ""), "version"], { timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

async function synth(root: string, out: string, args: readonly string[]): Promise<void> {
  const all = [join(root, "main.ts"), ...args, "--release", release, "--out", out];
  await run(node, all, { cwd: root, timeout: 300_000 });
}

/** What Terraform reads of a synthesis, by path; the version of the tool that wrote it counts as any. */
function filesOf(out: string): Record<string, unknown> {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = files.map((f) => join(f.parentPath, f.name));
  return Object.fromEntries(paths.map((path) => [path.slice(out.length), contentOf(path)]));
}

const contentOf = (path: string): unknown => {
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(".json")) return text;
  return JSON.parse(text, (key, value) => (key === "version" && /^0\.\d+\.\d+$/.test(value) ? "any" : value));
};

test("the successor of cdktf makes the same Terraform from the same sources", async (context) => {
  if (!(await reachable())) return context.skip("the package registry cannot be reached");
  const project = join(scratch, "project");
  for (const source of sources) cpSync(source, join(project, source), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module", dependencies }));
  const quiet = ["--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
  await run("npm", ["install", ...quiet], { cwd: project, timeout: 600_000 });
  const installed = readFileSync(join(project, "node_modules/cdktf/package.json"), "utf8");
  expect((JSON.parse(installed) as { name: string }).name).toBe("cdktn");
  for (const args of wishes) {
    const [ours, theirs] = ["cdktf", "cdktn"].map((core) => join(scratch, core, args.join("")));
    await Promise.all([synth(resolve("."), ours!, args), synth(project, theirs!, args)]);
    const files = filesOf(ours!);
    expect(Object.keys(files).length).toBeGreaterThanOrEqual(3);
    expect(filesOf(theirs!), args.join(" ")).toEqual(files);
  }
});
