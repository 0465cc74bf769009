import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { synthesised } from "../support/synthesised.ts";

const run = promisify(execFile);
const successor = "@cdktn/provider-aws@25.7.0";
const scratch = mkdtempSync(join(tmpdir(), "cap-provider-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Every type in use, with the arguments that any environment sets. */
function inUse(): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const environment of everyProfile)
    for (const { type, has } of synthesised({ environment }).resources) {
      const known = used.get(type) ?? new Set();
      for (const name of Object.keys(has)) if (!aboutTerraform.has(name)) known.add(name);
      used.set(type, known);
    }
  return used;
}
const aboutTerraform = new Set(["//", "lifecycle", "depends_on", "provider"]);

const camel = (name: string): string => name.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
const classOf = (root: string, type: string): string => {
  const file = join(root, "lib", type.replace(/^aws_/, "").replaceAll("_", "-"), "index.d.ts");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
const propertiesOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/readonly (\w+)\??: /g)].map((m) => m[1]!));

// What ADR 1 says of the step after cdktn's core: its own provider package, AWS provider 6.
test("AWS provider 6 knows every type and argument that we use", async () => {
  writeFileSync(join(scratch, "package.json"), "{}");
  const quiet = ["--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await run("npm", ["install", ...quiet, successor], { cwd: scratch, timeout: 600_000 });
  const next = join(scratch, "node_modules/@cdktn/provider-aws");
  const ours = resolve("node_modules/@cdktf/provider-aws");
  const used = inUse();
  expect(used.size).toBeGreaterThanOrEqual(140);

  const gone: string[] = [];
  const poorer: string[] = [];
  for (const [type, names] of used) {
    const [before, after] = [propertiesOf(classOf(ours, type)), propertiesOf(classOf(next, type))];
    for (const name of names) if (before.has(camel(name)) && !after.has(camel(name))) gone.push(`${type}.${name}`);
    if ([...before].some((name) => !after.has(name))) poorer.push(type);
  }
  expect(gone).toEqual([]);
  // These lose arguments that we do not use.
  expect(poorer.sort()).toEqual([
    "aws_api_gateway_account",
    "aws_api_gateway_deployment",
    "aws_ecs_task_definition",
    "aws_eip",
    "aws_flow_log",
    "aws_launch_template",
  ]);
});
