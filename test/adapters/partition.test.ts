import { describe, expect, it } from "vitest";
import { partitionOf } from "../../adapters/bus/partition.ts";

describe("partitionOf", () => {
  // Values of org.apache.kafka.common.utils.UtilsTest (testMurmur2).
  it.each([
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
  ])("agrees with Kafka's murmur2 for %j", (key, hash) => {
    for (const partitions of [1, 6, 7, 1_000, 0x7fffffff])
      expect(partitionOf(key, partitions)).toBe((hash & 0x7fffffff) % partitions);
  });
});
