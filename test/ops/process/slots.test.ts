import { expect, it } from "vitest";
import { slots } from "../../../ops/process/slots.ts";
import fc from "../../support/properties.ts";

it("never runs more than there are slots, starts in the order of asking, and frees the slot of what fails", async () => {
  const work = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 4 }), fails: fc.boolean() }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), work, async (count, all) => {
      const room = slots(count);
      const started: number[] = [];
      let running = 0;
      let most = 0;
      const ends = await Promise.allSettled(
        all.map(({ ms, fails }, i) =>
          room(async () => {
            started.push(i);
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setTimeout(resolve, ms));
            running -= 1;
            if (fails) throw new Error("failed");
            return i;
          }),
        ),
      );
      expect(most).toBeLessThanOrEqual(count);
      expect(started).toEqual(all.map((_, i) => i));
      expect(ends.map((end) => end.status === "rejected")).toEqual(all.map(({ fails }) => fails));
    }),
    { numRuns: 30 },
  );
});

it("begins the heaviest of what waits first, also of what is asked for together", async () => {
  const room = slots(1);
  const started: string[] = [];
  const ask = (name: string, weight: number): Promise<void> => room(async () => void started.push(name), weight);
  await Promise.all([ask("light", 1), ask("heavy", 3), ask("middle", 2), ask("heavy too", 3)]);
  expect(started).toEqual(["heavy", "heavy too", "middle", "light"]);
});
