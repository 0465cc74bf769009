import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { imports, importsAt } from "../../environments/imports.ts";
import { everyProfile } from "../../environments/index.ts";

const block = { state: "runtime", to: "aws_sqs_queue.q", id: "https://sqs.eu-west-1.amazonaws.com/1/q" };

describe("import blocks", () => {
  it("have a state, an address and an id, and nothing else", () => {
    expect(imports.parse([block])).toEqual([block]);
    expect(imports.parse([])).toEqual([]);
    for (const key of ["state", "to", "id"] as const)
      expect(imports.safeParse([{ ...block, [key]: undefined }]).success).toBe(false);
    expect(imports.safeParse([{ ...block, provider: "aws" }]).success).toBe(false);
    expect(imports.safeParse(block).success).toBe(false);
  });

  it("hold at the site that they name, without one in the environment's own Region", () => {
    const there = { ...block, site: "recovery" } as const;
    const all = imports.parse([block, there]);
    expect([importsAt("primary", all), importsAt("recovery", all)]).toEqual([[block], [there]]);
    expect(imports.safeParse([{ ...block, site: "primary" }]).success).toBe(false);
  });
});

test("every file of import blocks belongs to an environment and can be read", () => {
  const folder = new URL("../../environments/", import.meta.url);
  const names = new Set(everyProfile.map((e) => e.name));
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".imports.json"))) {
    expect(names).toContain(file.replace(".imports.json", ""));
    expect(existsSync(new URL(file, folder))).toBe(true);
    expect(imports.safeParse(JSON.parse(readFileSync(new URL(file, folder), "utf8"))).success).toBe(true);
  }
});
