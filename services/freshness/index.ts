import { z } from "zod";
import { openCloudWatch } from "../../adapters/numbers/cloudwatch.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { openStore } from "../../adapters/store/open.ts";
import { metricDimension, metricNamespace } from "../../contracts/metrics.ts";
import { readConfig } from "../runtime/config.ts";
import { bucket, objectsTable } from "../runtime/locations.ts";
import { openLog } from "../runtime/log.ts";
import { type Freshness, judgeFreshness } from "./judge.ts";
import { look } from "./look.ts";

const config = z.object({
  CAP_ENV: z.string().min(1),
  LANDING_BUCKET: bucket,
  /** Bronze is written for every batch, also for one of mere duplicates. */
  BRONZE_BUCKET: bucket,
  OBJECTS_TABLE: objectsTable,
  METRIC_NAMESPACE: z.string().min(1).default(metricNamespace),
  /** Receipts are looked up for objects younger than this. */
  YOUNG_HOURS: z.coerce.number().positive().default(24),
});

/** What the function needs of its invocation's context. */
interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Time kept for putting the metrics and answering, milliseconds. */
const reserveMs = 2_000;
const defaultTimeMs = 30_000;

/**
 * Measures how far the lake is behind what landed, and puts the CloudWatch metric `FreshnessSeconds`
 * (dimension Environment). Where there is no data it puts nothing and says so in its answer.
 */
export async function handler(_event?: unknown, context?: Partial<LambdaContext>): Promise<Freshness> {
  const settings = readConfig(config, process.env);
  const log = openLog("freshness", "info");
  const now = Date.now();
  const landing = await openObjects(settings.LANDING_BUCKET);
  const lake = await openObjects(settings.BRONZE_BUCKET);
  const store = await openStore(settings.OBJECTS_TABLE);
  const numbers = openCloudWatch(settings.METRIC_NAMESPACE);
  try {
    const deadline = now + (context?.getRemainingTimeInMillis?.() ?? defaultTimeMs) - reserveMs;
    const youngMs = settings.YOUNG_HOURS * 3_600_000;
    const freshness = judgeFreshness(await look({ landing, lake, store, youngMs, deadline }, now));
    if (freshness.state === "measured") await numbers.put({ [metricDimension]: settings.CAP_ENV }, freshness.samples);
    log.info(freshness, "looked");
    return freshness;
  } finally {
    for (const port of [landing, lake, store, numbers]) port.close();
  }
}
