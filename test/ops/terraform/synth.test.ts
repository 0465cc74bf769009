import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foldersOf } from "../../../ops/terraform/synth.ts";

describe("foldersOf", () => {
  it("puts every stack behind those that it depends on", async () => {
    const dir = mkdtempSync(join(tmpdir(), "cap-synth-"));
    const stack = (name: string, ...dependencies: string[]) => ({ workingDirectory: `stacks/${name}`, dependencies });
    const stacks = { web: stack("web", "runtime"), runtime: stack("runtime", "durable"), durable: stack("durable") };
    writeFileSync(join(dir, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
    expect(await foldersOf(dir)).toEqual([
      { name: "durable", dir: join(dir, "stacks/durable"), dependsOn: [] },
      { name: "runtime", dir: join(dir, "stacks/runtime"), dependsOn: ["durable"] },
      { name: "web", dir: join(dir, "stacks/web"), dependsOn: ["runtime"] },
    ]);
  });

  it("finds nothing where nothing was synthesised", async () => {
    expect(await foldersOf("/no/such/folder")).toEqual([]);
  });
});
