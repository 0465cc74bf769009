import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Numbers, Sample } from "../../../adapters/numbers/port.ts";
import { NumbersError } from "../../../adapters/numbers/port.ts";
import { holdingPages } from "../../../ops/apply/holding-pages.ts";
import { numbersContract } from "../../contract-suites/numbers.ts";

interface Kept extends Sample {
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Keeps measurements in memory; `away` says why it cannot. */
function memory(away?: string): { numbers: Numbers; kept: Kept[]; closed: () => boolean } {
  const kept: Kept[] = [];
  let closed = false;
  const numbers: Numbers = {
    async put(dimensions, samples) {
      const wrong = samples.find(({ value }) => !Number.isFinite(value));
      if (wrong !== undefined) throw new NumbersError(`${wrong.name} is no number`, "never");
      if (away !== undefined) throw new NumbersError(away, "now");
      kept.push(...samples.map((sample) => ({ ...sample, dimensions })));
    },
    close: () => {
      closed = true;
    },
  };
  return { numbers, kept, closed: () => closed };
}

const shared = memory();
numbersContract("memory", {
  open: () => shared.numbers,
  kept: async (name, dimensions, unit) => {
    const mine = shared.kept.filter(
      (k) => k.name === name && k.unit === unit && JSON.stringify(k.dimensions) === JSON.stringify(dimensions),
    );
    if (mine.length === 0) return undefined;
    const values = mine.map((k) => k.value);
    return { count: values.length, sum: values.reduce((a, b) => a + b, 0), max: Math.max(...values) };
  },
  away: () => memory("not there").numbers,
});

describe("while states are applied", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const env = { name: "prod" };
  const one = { name: "Deploying", value: 1, unit: "Count", dimensions: { Environment: "prod" } };

  test("it is told every minute that a release is moved, from before runtime is written until all is done", async () => {
    const { numbers, kept, closed } = memory();
    await holdingPages({ env, open: () => numbers, note: expect.unreachable }, async (beforeWriting) => {
      await beforeWriting("durable");
      expect(kept).toEqual([]);
      await beforeWriting("runtime");
      expect(kept).toEqual([one]);
      await vi.advanceTimersByTimeAsync(150_000);
      expect(kept).toEqual([one, one, one]);
    });
    await vi.advanceTimersByTimeAsync(150_000);
    expect(kept).toHaveLength(3);
    expect(closed()).toBe(true);
  });

  test("nothing is told where runtime stays as it is, nor after a failure", async () => {
    const { numbers, kept } = memory();
    const failing = holdingPages({ env, open: () => numbers, note: expect.unreachable }, async (beforeWriting) => {
      await beforeWriting("durable");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await vi.advanceTimersByTimeAsync(150_000);
    expect(kept).toEqual([]);
  });

  test("who may not tell it applies all the same, and is told once that people may be paged", async () => {
    const notes: string[] = [];
    const how = { env, open: () => memory("AccessDenied").numbers, note: (line: string) => void notes.push(line) };
    const done = await holdingPages(how, async (beforeWriting) => {
      await beforeWriting("runtime");
      await vi.advanceTimersByTimeAsync(150_000);
      return "applied";
    });
    expect(done).toBe("applied");
    expect(notes).toEqual(["pages are not held back meanwhile: AccessDenied"]);
  });
});
