import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digestOfInputs } from "../../../ops/terraform/synth-inputs.ts";

const scratch = mkdtempSync(join(tmpdir(), "cap-inputs-"));
afterAll(() => rmSync(scratch, { recursive: true }));
let made = 0;

const sources: Readonly<Record<string, string>> = {
  "main.ts": "main",
  "package-lock.json": "{}",
  "contracts/names.ts": "names",
  "environments/dev.ts": "dev",
  "environments/staging.ts": "staging",
  "modules/lake/bucket.ts": "bucket",
  "stacks/platform.ts": "platform",
};
/** Digest of sources in a new folder. */
async function digestOf(
  files: Readonly<Record<string, string>>,
  release = "{}",
  options: unknown = {},
  imports?: string,
): Promise<string> {
  const root = join(scratch, String(made++));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const file = `${root}-release.json`;
  writeFileSync(file, release);
  return digestOfInputs(root, file, options, imports);
}

describe("the digest of what a synthesis is made of", () => {
  it("is the same for the same content, wherever it lies and whatever lies beside it", async () => {
    const beside = { "ops/cli.ts": "cli", "README.md": "read", "node_modules/x.js": "x" };
    expect(await digestOf({ ...sources, ...beside })).toBe(await digestOf(sources));
  });

  it.each(Object.keys(sources))("differs with %s", async (path) =>
    expect(await digestOf({ ...sources, [path]: "other" })).not.toBe(await digestOf(sources)),
  );

  it("differs with a file more, less, or of another name", async () => {
    const { "environments/dev.ts": dev = "", ...less } = sources;
    const all = [
      sources,
      less,
      { ...less, "environments/edge.ts": dev },
      { ...sources, "environments/dev.imports.json": "[]" },
    ];
    expect(new Set(await Promise.all(all.map((files) => digestOf(files)))).size).toBe(all.length);
  });

  it("differs when content moves from one file to the next", async () => {
    const moved = { ...sources, "contracts/names.ts": "nam", "environments/dev.ts": "esdev" };
    expect(await digestOf(moved)).not.toBe(await digestOf(sources));
  });

  it("differs with the release, and with what main.ts is told", async () => {
    const usual = await digestOf(sources, "{}", { environment: "dev" });
    expect(await digestOf(sources, '{"commit":"x"}', { environment: "dev" })).not.toBe(usual);
    expect(await digestOf(sources, "{}", { environment: "prod" })).not.toBe(usual);
    expect(await digestOf(sources, "{}", { environment: "dev" })).toBe(usual);
  });

  it("differs with the import blocks of an emulated AWS; that there are none counts as it always did", async () => {
    const imports = join(scratch, "imports.json");
    const digest = () => digestOf(sources, "{}", {}, imports);
    const none = await digest();
    expect(none).toBe(await digestOf(sources));
    writeFileSync(imports, "[]");
    expect(await digest()).not.toBe(none);
  });
});
