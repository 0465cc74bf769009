import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sampleDay } from "../../../services/events/sample/index.ts";
import { chance, trailEvent, trailFile } from "../../integration/path/events.ts";

/** Writes a sample day; answers its folder. */
export function writeSample(dir: string, seed: number, events: number): string {
  for (const { path, bytes } of sampleDay({ seed, events })) {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  }
  return dir;
}

/** Writes files of one event each, a hundred to a folder; answers the folder. */
export function writeManyFiles(dir: string, files: number): string {
  const random = chance(11);
  for (let i = 0; i < files; i++) {
    const folder = join(dir, String(Math.floor(i / 100)));
    if (i % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.json`), JSON.stringify({ Records: [trailEvent(random)] }));
  }
  return dir;
}

/** What {@link writeBadInput} wrote, and what has to become of it. */
export interface BadInput {
  readonly kept: number;
  readonly dropped: number;
  /** Reason of each dead letter, sorted. */
  readonly deadLetters: readonly string[];
  /** Files that are no CloudTrail files by their names, sorted. */
  readonly ignored: readonly string[];
}

/** Puts bad input beside the files of a sample day in `dir`. */
export function writeBadInput(dir: string): BadInput {
  const random = chance(5);
  const bad = join(dir, "bad");
  mkdirSync(bad);
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(bad, name), content);
  const whole = trailFile(Array.from({ length: 50 }, () => trailEvent(random)));
  const { eventTime: _, ...timeless } = trailEvent(random);
  const large = trailEvent(random, { requestParameters: { padding: "x".repeat(5 * 1024 * 1024) } });
  write("truncated.json.gz", whole.subarray(0, whole.byteLength / 2));
  write("not-json.json", "this is no JSON\n");
  write("timeless.json", JSON.stringify({ Records: [timeless, trailEvent(random)] }));
  write("large.json", JSON.stringify({ Records: [trailEvent(random), large] }));
  write("notes.txt", "to be left alone\n");
  writeFileSync(join(dir, "README.md"), "to be left alone\n");
  const first = readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json.gz") && !path.startsWith("bad"))
    .sort()[0];
  if (first === undefined) throw new Error(`${dir} holds no sample day`);
  copyFileSync(join(dir, first), join(bad, "again.json.gz"));
  const { Records } = JSON.parse(gunzipSync(readFileSync(join(dir, first))).toString()) as { Records: unknown[] };
  return {
    kept: 2,
    dropped: Records.length,
    deadLetters: ["no eventTime", "not JSON", "record larger than 1000000 bytes", "truncated gzip"],
    ignored: ["README.md", "bad/notes.txt"],
  };
}
