import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["contracts", "environments", "modules", "stacks", "services", "adapters", "ops", "local"].flatMap(
  (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((f) => /\.(ts|py)$/.test(f) && !f.includes("__pycache__"))
      .map((f) => ({
        file: `${folder}/${f}`,
        lines: readFileSync(join(root, folder, f), "utf8").split("\n").length - 1,
      })),
);

describe("budgets", () => {
  it("no file is longer than 300 lines", () => {
    expect(sources.filter((s) => s.lines > 300)).toEqual([]);
  });

  it("the median file has at most 110 lines", () => {
    const sorted = sources.map((s) => s.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(110);
  });

  it("there is no folder or file called utils", () => {
    expect(sources.filter((s) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.)/.test(s.file))).toEqual([]);
  });
});
