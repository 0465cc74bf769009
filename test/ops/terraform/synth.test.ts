import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foldersOf, wordsOf } from "../../../ops/terraform/synth.ts";

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

describe("what a synthesis says of its end", () => {
  it("is the error's own words and where it was thrown, however long the way there is", () => {
    const frames = Array.from({ length: 20 }, (_, i) => `    at step${i} (file:///cap/modules/a.ts:${i}:1)`);
    const head = ["file:///cap/modules/a.ts:0", "  throw new Error();", "  ^", "", "Error: the subnets", "overlap"];
    const said = wordsOf([...head, ...frames, "", "Node.js v24.21.0", ""].join("\n"));
    expect(said).toBe([...head, ...frames.slice(0, 3)].join("\n"));
  });

  it("leaves out where Node noticed it", () => {
    const internal = "node:internal/process/promises:394\n    triggerUncaughtException(err, true);\n    ^\n\n";
    expect(wordsOf(`${internal}SyntaxError: no\n    at a (b)\n`)).toBe("SyntaxError: no\n    at a (b)");
  });

  it("is every fault of an environment, the first ones too", () => {
    const faults = ["dev is not valid", ...Array.from({ length: 20 }, (_, i) => `  field${i}: got 1, want 2`)].join(
      "\n",
    );
    expect(wordsOf(`${faults}\n`)).toBe(faults);
  });
});
