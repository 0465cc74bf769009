import type { Objects } from "../../../adapters/objects/port.ts";
import { forEach, patiently } from "../../process/patience.ts";
import type { Source } from "./sources.ts";

const slots = 16;
const patienceMs = 60_000;

/** What {@link upload} needs. */
export interface UploadOptions {
  readonly landing: Objects;
  readonly sources: readonly Source[];
  /** Key prefix of this run, ends with `/`. */
  readonly prefix: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Puts every source into the landing bucket under its own path. Safe to repeat. */
export async function upload({ landing, sources, prefix, signal, onProgress }: UploadOptions): Promise<void> {
  let done = 0;
  await forEach(sources, slots, async (source) => {
    signal.throwIfAborted();
    const bytes = await source.read();
    await patiently(() => landing.put(`${prefix}${source.path}`, bytes), patienceMs, signal);
    done += 1;
    onProgress(done);
  });
}
