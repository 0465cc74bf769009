import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../../adapters/store/open.ts";
import { bronzeKey } from "../../../contracts/lake.ts";
import { type LookParts, look } from "../../../services/freshness/look.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";

const home = mkdtempSync(join(tmpdir(), "cap-look-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const now = Date.UTC(2026, 0, 31);
const parts = async (lake: MemoryObjects, deadline: number): Promise<LookParts> => ({
  ...{ landing: new MemoryObjects(), lake, deadline, youngMs: 3_600_000 },
  store: await openStore("sqlite:receipts.sqlite", { baseDir: home }),
});

/** 100,000 bronze objects in the chains of two buses, each later object written a second later. */
function oldLake(): MemoryObjects {
  const lake = new MemoryObjects();
  for (const [busId, latest] of [
    ["gone", now - 86_400_000],
    ["here", now - 5_000],
  ] as const) {
    const length = busId === "here" ? 15_000 : 1_666;
    for (let partition = 0; partition < 6; partition++)
      for (let i = 0; i < length; i++)
        lake.add(
          bronzeKey(busId, partition, i * 450),
          new Date(latest - (length - 1 - i) * 1_000 - partition * 60_000),
        );
  }
  return lake;
}

test("a lake of 100,000 objects is looked at with a few hundred requests; when it was last written is exact", async () => {
  const lake = oldLake();
  const seen = await look(await parts(lake, Date.now() + 20_000), now);
  expect(seen).toEqual({ now, uncollected: 0, newestWritten: now - 5_000 });
  expect(lake.pages).toBeLessThan(12 * 60);
});

test("an empty lake was never written", async () => {
  expect(await look(await parts(new MemoryObjects(), Date.now() + 20_000), now)).toEqual({ now, uncollected: 0 });
});

test("the look is given up at the deadline, also in the middle of a chain", async () => {
  const lake = oldLake();
  const slow = await parts(lake, Date.now() + 50);
  const late = { list: (...of: Parameters<MemoryObjects["list"]>) => afterAWhile(lake.list(...of)) };
  await expect(look({ ...slow, lake: late }, now)).rejects.toMatchObject({ code: "CAP_LOOK_TOO_LONG" });
  expect(lake.pages).toBeLessThan(100);
});

async function* afterAWhile<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  yield* items;
}
