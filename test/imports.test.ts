import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
// @ts-expect-error the configuration is plain JavaScript, as dependency-cruiser wants it
import * as rules from "../.dependency-cruiser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
const folders = Object.keys(rules.mayImport as Record<string, string[]>);

/** Looks through paths of a checkout. */
async function cruise(checkout: string, ...paths: string[]): Promise<{ code: number; text: string }> {
  const bin = join(root, "node_modules/.bin/depcruise");
  const args = [bin, "--config", ".dependency-cruiser.mjs", "--output-type", "err", ...paths];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: checkout });
    return { code: 0, text: stdout };
  } catch (e) {
    const { code, stdout } = e as { code: number; stdout: string };
    return { code, text: stdout };
  }
}

/** What a forbidden import is planted in: other tests read the real sources meanwhile. */
async function copied(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "cap-imports-"));
  for (const name of [".dependency-cruiser.mjs", "package.json", "tsconfig.json", "adapters", "contracts"])
    await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

describe("import rules", () => {
  it("hold for every source", async () => {
    const { code, text } = await cruise(root, "main.ts", ...folders);
    expect(text).toContain("no dependency violations found");
    expect(code).toBe(0);
  });

  it.each([
    ["contracts imports an adapter", `import "../../adapters/bus/port.ts";`, "contracts-folders"],
    ["contracts imports the AWS SDK", `import "@aws-sdk/client-s3";`, "only-some-use-@aws-sdk"],
    ["contracts imports a package", `import "pino";`, "contracts-packages"],
  ])("see that %s", async (_what, line, rule) => {
    const copy = await copied();
    expect(await cruise(copy, "contracts")).toMatchObject({ code: 0 });
    await mkdir(join(copy, "contracts/planted"));
    await writeFile(join(copy, "contracts/planted/forbidden.ts"), `${line}\nexport const planted = 1;\n`);
    const { code, text } = await cruise(copy, "contracts");
    await rm(copy, { recursive: true });
    expect(text).toContain(rule);
    expect(code).toBeGreaterThan(0);
  });

  it("are the table of ARCHITECTURE.md", async () => {
    const page = await readFile(join(root, "ARCHITECTURE.md"), "utf8");
    for (const [from, to] of Object.entries(rules.mayImport as Record<string, string[]>))
      expect(page).toContain(`| \`${from}\` | ${to.length === 0 ? "nothing" : to.join(", ")} |`);
    for (const [name, users] of Object.entries(rules.packageUsers as Record<string, string[]>))
      expect(page).toContain(`| \`${name}\` | ${users.join(", ")} |`);
  });
});
