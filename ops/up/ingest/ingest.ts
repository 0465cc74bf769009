import { randomBytes } from "node:crypto";
import { openBus } from "../../../adapters/bus/open.ts";
import { openObjects } from "../../../adapters/objects/open.ts";
import { openStore } from "../../../adapters/store/open.ts";
import { names } from "../../../contracts/names.ts";
import { tables } from "../../../contracts/tables.ts";
import type { Environment } from "../../../environments/environment.ts";
import { count } from "../../checks/wording.ts";
import { patiently } from "../../process/patience.ts";
import { arrive } from "./arrive.ts";
import { countOutcomes, type EventCounts, noEvents } from "./outcomes.ts";
import type { Sources } from "./sources.ts";
import { upload } from "./upload.ts";

/** What {@link ingest} needs. */
export interface IngestOptions {
  readonly env: Environment;
  readonly sources: Sources;
  /** URL of the bus, as the manifest tells it, and the folder that a relative path in it is relative to. */
  readonly bus: { readonly url: string; readonly baseDir: string };
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** What one run brought in. */
export interface Ingested {
  /** Keys of the run begin with `uploads/<run id>/`. */
  readonly runId: string;
  readonly files: number;
  readonly events: EventCounts;
}

/** Puts files into the landing bucket, waits until all of their events are in the lake, and counts how they ended. */
export async function ingest(o: IngestOptions): Promise<Ingested> {
  const runId = `${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}-${randomBytes(3).toString("hex")}`;
  const prefix = `uploads/${runId}/`;
  const { sources } = o.sources;
  if (sources.length === 0) return { runId, files: 0, events: noEvents };
  const landing = await openObjects(`s3://${names.bucket(o.env, "landing")}`);
  const store = await openStore(`dynamodb:${names.of(o.env, "")}`);
  const bus = await openBus(o.bus.url, { baseDir: o.bus.baseDir });
  try {
    const files = sources.length;
    const startedAt = new Date().toISOString();
    const remember = (facts: Record<string, string | number>): Promise<void> => {
      const item = { environment: o.env.name, run_id: runId, files, started_at: startedAt, ...facts };
      return patiently(() => store.put(tables.runs, item), 60_000, o.signal);
    };
    await remember({ state: "uploading" });
    const uploaded = (done: number): void => o.say(`${done} of ${count(files, "file")} uploaded`);
    await upload({ landing, sources, prefix, signal: o.signal, onProgress: uploaded });
    const keys = sources.map((s) => `${prefix}${s.path}`);
    const records = await arrive({
      env: o.env,
      store,
      bus,
      keys,
      signal: o.signal,
      onProgress: ({ collected, lag }) =>
        o.say(`${collected} of ${count(files, "file")} collected, ${count(lag, "record")} on the way`),
    });
    const events = await countOutcomes(o.env, prefix, records);
    const { kept, dropped, deadLettered: dead_lettered } = events;
    await remember({ state: "done", records, kept, dropped, dead_lettered, ended_at: new Date().toISOString() });
    return { runId, files, events };
  } finally {
    await bus.close();
    store.close();
    landing.close();
  }
}
