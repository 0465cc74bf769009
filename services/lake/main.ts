import { randomUUID } from "node:crypto";
import { z } from "zod";
import { openBus } from "../../adapters/bus/open.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { topics } from "../../contracts/topics.ts";
import { commonConfig } from "../runtime/config.ts";
import { bucket } from "../runtime/locations.ts";
import { lakeMemory } from "../runtime/memory.ts";
import { patientObjects } from "../runtime/patient-objects.ts";
import { reachBus } from "../runtime/reach-bus.ts";
import { runService } from "../runtime/service.ts";
import { KnownIds } from "./known-ids.ts";
import { tellLag } from "./lag.ts";
import { runLake, writesAtOnce } from "./lake.ts";

const config = commonConfig.extend({
  BRONZE_BUCKET: bucket,
  SILVER_BUCKET: bucket,
  BUS_URL: z.string().min(1),
  /** A batch is written when it has this many records… */
  BATCH_RECORDS: z.coerce.number().int().min(1).default(10_000),
  /** …or this many milliseconds after its first record. */
  BATCH_WAIT_MS: z.coerce.number().int().min(0).default(1_000),
  /** Event ids held in memory, about 100 bytes each. @default - what the task's memory allows. */
  KNOWN_IDS: z.coerce.number().int().min(1).optional(),
});

await runService({
  name: "lake",
  config,
  async main({ config, log, metrics, stop }) {
    const patience = { log, signal: stop };
    const bus = await reachBus(() => openBus(config.BUS_URL), [topics.securityEvents], patience);
    const bronze = patientObjects(await openObjects(config.BRONZE_BUCKET), "bronze", patience);
    const silver = patientObjects(await openObjects(config.SILVER_BUCKET), "silver", patience);
    const { partitions } = topics.securityEvents;
    const { knownIds, batchBytes } = lakeMemory(config.MEMORY_MIB, { partitions, writesAtOnce });
    const known = new KnownIds(silver, config.KNOWN_IDS ?? knownIds);
    const policy = { maxRecords: config.BATCH_RECORDS, maxBytes: batchBytes, maxWaitMs: config.BATCH_WAIT_MS };
    await Promise.all([
      runLake({ bus, bronze, silver, known, log, metrics, stop, writer: randomUUID() }, policy),
      tellLag(bus, log, stop),
    ]);
    await bus.close();
    bronze.close();
    silver.close();
  },
});
