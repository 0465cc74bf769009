import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { wholeNumber } from "../flags.ts";

type FlagValue = string | boolean | readonly string[] | undefined;

/** What was written. */
export interface WrittenSample {
  readonly dir: string;
  readonly files: number;
  readonly events: number;
  readonly seed: number;
}

/** Writes a sample day under `dir`. Files that are there already are replaced by the same bytes. */
export async function writeSample(o: { seed: FlagValue; events: FlagValue; dir: string }): Promise<WrittenSample> {
  const { sampleDay } = await import("../../services/events/sample/index.ts");
  const seed = wholeNumber("--seed", o.seed, { min: 0, max: 4_294_967_295 });
  const events = wholeNumber("--events", o.events, { min: 1, max: 10_000_000 });
  let files = 0;
  for (const file of sampleDay({ seed, events })) {
    const path = join(o.dir, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.bytes);
    files += 1;
  }
  return { dir: o.dir, files, events, seed };
}
