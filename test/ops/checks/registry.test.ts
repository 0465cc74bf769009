import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Check } from "../../../ops/checks/check.ts";
import { checks } from "../../../ops/checks/index.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "ops/checks");
const notChecks = ["check.ts", "index.ts", "wording.ts"];
const files = readdirSync(folder).filter((f) => f.endsWith(".ts") && !notChecks.includes(f));
const source = (file: string): string => readFileSync(join(folder, file), "utf8");

test("the list holds every check of the folder, and each is called like its file", async () => {
  const ids = await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(join(folder, file));
      const found = Object.values(exported).filter(
        (v): v is Check<unknown> => typeof v === "object" && v !== null && "judge" in v,
      );
      expect(found, file).toHaveLength(1);
      expect(found[0]?.id.replace(".", "-"), file).toBe(file.replace(".ts", ""));
      return found[0]?.id;
    }),
  );
  expect(checks.map((c) => c.id).toSorted()).toEqual(ids.toSorted());
});

test("there are at least 20 checks, and each says why it is one", () => {
  expect(checks.length).toBeGreaterThanOrEqual(20);
  for (const { id, why } of checks) expect(why.length, id).toBeGreaterThan(30);
});

test("every runbook that a check leads to is there", () => {
  const named = files.flatMap((file) => source(file).match(/docs\/runbooks\/[a-z-]+\.md/g) ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("judges read no clock and no environment variable", () => {
  for (const file of files) expect(source(file), file).not.toMatch(/Date\.now|new Date\(\)|process\./);
});
