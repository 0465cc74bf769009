import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Numbers, Sample } from "../../adapters/numbers/port.ts";

/** A place that keeps measurements, opened for the suite. */
export interface NumbersHarness {
  readonly open: () => Numbers;
  /** Values of the last minutes under exactly these dimensions, with the unit; none where nothing was kept. */
  readonly kept: (
    name: string,
    dimensions: Readonly<Record<string, string>>,
    unit: Sample["unit"],
  ) => Promise<{ readonly count: number; readonly sum: number; readonly max: number } | undefined>;
  /** A place that cannot be reached. */
  readonly away: () => Numbers;
}

/** What every place that keeps measurements must do. */
export function numbersContract(name: string, harness: NumbersHarness): void {
  const dimensions = () => ({ Environment: randomUUID() });

  test(`${name}: keeps every sample of a put, zero too, under its unit`, async () => {
    const [numbers, here] = [harness.open(), dimensions()];
    await numbers.put(here, [
      { name: "Late", value: 12.5, unit: "Seconds" },
      { name: "Left", value: 0, unit: "Count" },
    ]);
    expect(await harness.kept("Late", here, "Seconds")).toEqual({ count: 1, sum: 12.5, max: 12.5 });
    expect(await harness.kept("Left", here, "Count")).toEqual({ count: 1, sum: 0, max: 0 });
    numbers.close();
  });

  test(`${name}: adds to what was put before`, async () => {
    const [numbers, here] = [harness.open(), dimensions()];
    for (const value of [3, 9, 4]) await numbers.put(here, [{ name: "Late", value, unit: "Seconds" }]);
    expect(await harness.kept("Late", here, "Seconds")).toEqual({ count: 3, sum: 16, max: 9 });
    numbers.close();
  });

  test(`${name}: keeps dimensions and names apart, and says nothing of what was not put`, async () => {
    const [numbers, one, other] = [harness.open(), dimensions(), dimensions()];
    await numbers.put(one, [{ name: "Late", value: 1, unit: "Seconds" }]);
    await numbers.put({ ...one, Region: "r" }, [{ name: "Late", value: 5, unit: "Seconds" }]);
    expect(await harness.kept("Late", one, "Seconds")).toEqual({ count: 1, sum: 1, max: 1 });
    expect(await harness.kept("Late", { ...one, Region: "r" }, "Seconds")).toEqual({ count: 1, sum: 5, max: 5 });
    expect(await harness.kept("Late", other, "Seconds")).toBeUndefined();
    expect(await harness.kept("Left", one, "Count")).toBeUndefined();
    numbers.close();
  });

  test(`${name}: what is no number is refused, and trying again is no use`, async () => {
    const [numbers, here] = [harness.open(), dimensions()];
    const put = numbers.put(here, [{ name: "Late", value: Number.NaN, unit: "Seconds" }]);
    await expect(put).rejects.toMatchObject({ name: "NumbersError", retry: "never" });
    expect(await harness.kept("Late", here, "Seconds")).toBeUndefined();
    numbers.close();
  });

  test(`${name}: when it is away, trying again can help`, async () => {
    const numbers = harness.away();
    const put = numbers.put(dimensions(), [{ name: "Late", value: 1, unit: "Seconds" }]);
    await expect(put).rejects.toMatchObject({ name: "NumbersError", retry: "now" });
    numbers.close();
  });
}
