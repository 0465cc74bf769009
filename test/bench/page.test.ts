import { expect, it } from "vitest";
import { withSections } from "./page.ts";

const section = (name: string, table: string) => ({ name, measured: `Measured for ${name}.`, table });

it("replaces the sections that were measured, and leaves the others as they were, in one order", () => {
  const first = withSections("", [section("synth", "| a |"), section("bus", "| b |")]);
  expect(first).toMatch(/^# Benchmarks\n[\s\S]*\n## bus\n\nMeasured for bus\.\n\n\| b \|\n\n## synth\n/);
  const second = withSections(first, [section("synth", "| c |")]);
  expect(second).toContain("| b |");
  expect(second).toContain("| c |");
  expect(second).not.toContain("| a |");
  expect(withSections(second, [])).toBe(second);
});
