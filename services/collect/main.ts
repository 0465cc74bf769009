import { z } from "zod";
import { openBus } from "../../adapters/bus/open.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { openQueue } from "../../adapters/queue/open.ts";
import { openStore } from "../../adapters/store/open.ts";
import { topics } from "../../contracts/topics.ts";
import { commonConfig } from "../runtime/config.ts";
import { bucket, objectsTable } from "../runtime/locations.ts";
import { goBytes } from "../runtime/memory.ts";
import { patientObjects } from "../runtime/patient-objects.ts";
import { reachBus } from "../runtime/reach-bus.ts";
import { runService } from "../runtime/service.ts";
import { goesAtOnce, workQueue } from "./collect.ts";
import { Collector } from "./collector.ts";
import { sweepPolicy, sweepUntil } from "./sweep.ts";

const config = commonConfig.extend({
  LANDING_BUCKET: bucket,
  QUARANTINE_BUCKET: bucket,
  OBJECTS_TABLE: objectsTable,
  QUEUE_URL: z.string().min(1),
  BUS_URL: z.string().min(1),
  /** Objects larger than this are dead-lettered unread, bytes. @default - what the task's memory allows. */
  MAX_OBJECT_BYTES: z.coerce.number().int().min(1).optional(),
  /** Milliseconds between two looks through the landing bucket. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(100).default(sweepPolicy.everyMs),
});

await runService({
  name: "collect",
  config,
  async main({ config, log, metrics, stop }) {
    const patience = { log, signal: stop };
    const bus = await reachBus(() => openBus(config.BUS_URL), [topics.securityEvents], patience);
    const landing = patientObjects(await openObjects(config.LANDING_BUCKET), "landing", patience);
    const quarantine = patientObjects(await openObjects(config.QUARANTINE_BUCKET), "quarantine", patience);
    const store = await openStore(config.OBJECTS_TABLE);
    const queue = await openQueue(config.QUEUE_URL);
    const most = goBytes(config.MEMORY_MIB, goesAtOnce);
    const bounds = { goBytes: most, maxObjectBytes: config.MAX_OBJECT_BYTES ?? most };
    const collector = new Collector({ bus, landing, quarantine, store, log, metrics, stop, ...bounds });
    const policy = { ...sweepPolicy, everyMs: config.SWEEP_EVERY_MS };
    await Promise.all([workQueue({ queue, collector, log, stop }), sweepUntil(stop, landing, collector, policy)]);
    await bus.close();
    for (const port of [landing, quarantine, store, queue]) port.close();
  },
});
