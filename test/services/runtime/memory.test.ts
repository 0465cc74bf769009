import { expect, test } from "vitest";
import { topics } from "../../../contracts/topics.ts";
import { goBytes, lakeMemory, queryMb } from "../../../services/runtime/memory.ts";

const mib = 1024 * 1024;
const processMib = 160;
const sizes = [256, 512, 1024, 2048, 4096];
const lake = { partitions: topics.securityEvents.partitions, writesAtOnce: 3 };

test.each(sizes)("what a task of %i MiB may hold at once fits beside its process", (memoryMib) => {
  const room = (memoryMib - processMib) * mib;
  const { knownIds, batchBytes } = lakeMemory(memoryMib, lake);
  const held = knownIds * 100 + batchBytes * (lake.partitions + 4 * lake.writesAtOnce);
  for (const bytes of [held, 4 * goBytes(memoryMib, 4), queryMb(memoryMib) * 1e6]) {
    expect(bytes).toBeLessThanOrEqual(room);
    expect(bytes).toBeGreaterThan(room * 0.7);
  }
});

test("the smallest task still takes a record of the largest size, and a large file of CloudTrail", () => {
  expect(lakeMemory(256, lake).batchBytes).toBeGreaterThan(topics.securityEvents.maxRecordBytes);
  expect(goBytes(256, 4)).toBeGreaterThan(16 * mib);
  expect(lakeMemory(1024, lake).knownIds).toBeGreaterThan(1_500_000);
});
