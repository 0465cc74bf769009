import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { watchTree } from "./process-tree.ts";

test("all that a process starts is seen, with where it ran and for how long, and the memory of all of them", async () => {
  const inner = "const all = Buffer.alloc(64e6, 1); setTimeout(() => all.length, 3_000)";
  const outer = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}], { cwd: "/" })`;
  const child = spawn(process.execPath, ["-e", outer], { stdio: "ignore" });
  const { processes, peakRss, pssThen } = await watchTree(child.pid ?? -1);
  const below = processes.find((p) => p.argv.includes(inner));
  expect(below?.cwd).toBe("/");
  expect((below?.to ?? 0) - (below?.from ?? 0)).toBeGreaterThan(300);
  expect(peakRss).toBeGreaterThan(64e6);
  expect(pssThen).toBeGreaterThan(0);
  expect(pssThen).toBeLessThanOrEqual(peakRss);
});

test("of a process that is gone there is nothing to see", async () => {
  expect(await watchTree(2 ** 22 + 1)).toEqual({ peakRss: 0, pssThen: 0, processes: [] });
});
