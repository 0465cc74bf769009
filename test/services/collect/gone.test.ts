import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openBus } from "../../../adapters/bus/open.ts";
import { openObjects } from "../../../adapters/objects/open.ts";
import { openStore } from "../../../adapters/store/open.ts";
import { topics } from "../../../contracts/topics.ts";
import { Collector } from "../../../services/collect/collector.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { openMetrics } from "../../../services/runtime/metrics.ts";
import { chance, trailEvent, trailFile } from "../../integration/path/events.ts";

const folder = mkdtempSync(join(tmpdir(), "cap-gone-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an object that was gone, and is put again with the same content, is collected", async () => {
  const at = { baseDir: folder };
  const bus = await openBus("sqlite:bus.sqlite", at);
  await bus.ensureTopics([topics.securityEvents]);
  const landing = await openObjects("file:landing", at);
  const collector = new Collector({
    bus,
    landing,
    quarantine: await openObjects("file:bronze", at),
    store: await openStore("sqlite:store.sqlite", at),
    log: openLog("collect", "silent"),
    metrics: openMetrics("collect"),
    stop: new AbortController().signal,
    maxObjectBytes: 1_000_000,
    goBytes: 64_000_000,
  });
  const sent = async (): Promise<number> =>
    (await bus.extents(topics.securityEvents)).reduce((sum, extent) => sum + extent.end, 0);
  // S3's tag is the digest of the content: the second object has the tag of the first.
  const notified = { key: "a.json.gz", etag: "digest", size: 100 };
  await collector.collect([notified]);
  expect(await sent()).toBe(1);
  const random = chance(1);
  await landing.put(notified.key, trailFile([trailEvent(random), trailEvent(random)]));
  expect(await collector.collect([notified])).toEqual(new Set([notified.key]));
  expect(await sent()).toBe(3);
  await collector.collect([notified]);
  expect(await sent()).toBe(3);
  await bus.close();
});
