import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
// @ts-expect-error the configuration is plain JavaScript, as dependency-cruiser wants it
import * as rules from "../.dependency-cruiser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
const folders = Object.keys(rules.mayImport as Record<string, string[]>);

async function cruise(...paths: string[]): Promise<{ code: number; text: string }> {
  const bin = join(root, "node_modules/.bin/depcruise");
  const args = [bin, "--config", ".dependency-cruiser.mjs", "--output-type", "err", ...paths];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: root });
    return { code: 0, text: stdout };
  } catch (e) {
    const { code, stdout } = e as { code: number; stdout: string };
    return { code, text: stdout };
  }
}

const planted = join(root, "contracts", "planted");
afterAll(() => rm(planted, { recursive: true, force: true }));

describe("import rules", () => {
  it("hold for every source", async () => {
    const { code, text } = await cruise("main.ts", ...folders);
    expect(text).toContain("no dependency violations found");
    expect(code).toBe(0);
  });

  it.each([
    ["contracts imports an adapter", `import "../../adapters/bus/port.ts";`, "contracts-folders"],
    ["contracts imports the AWS SDK", `import "@aws-sdk/client-s3";`, "only-some-use-@aws-sdk"],
    ["contracts imports a package", `import "pino";`, "contracts-packages"],
  ])("see that %s", async (_what, line, rule) => {
    await mkdir(planted, { recursive: true });
    await writeFile(join(planted, "forbidden.ts"), `${line}\nexport const planted = 1;\n`);
    const { code, text } = await cruise("contracts");
    await rm(planted, { recursive: true, force: true });
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
