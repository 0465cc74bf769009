import { opendir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { OperatorError } from "../../../contracts/errors.ts";
import { plain } from "../../report/again.ts";

/** One file that is to be put into the landing bucket. */
export interface Source {
  /** Path below the folder that was given, with `/`. */
  readonly path: string;
  read(): Promise<Uint8Array>;
}

/** What a folder holds. */
export interface Sources {
  readonly sources: readonly Source[];
  /** Files that are no CloudTrail files by their name, paths as in {@link Source}. */
  readonly ignored: readonly string[];
}

/** Every `*.json` and `*.json.gz` below `dir`, at any depth, in the order of their paths. */
export async function sourcesIn(dir: string): Promise<Sources> {
  const about = await stat(dir).catch(() => undefined);
  if (about?.isDirectory() !== true)
    throw new OperatorError("CAP_NO_EVENTS", `--events ${dir}: there is no such folder; nothing was brought in`, [
      "give --events a folder with *.json or *.json.gz files in it",
      "what writes such files:",
      plain("sample --out DIR"),
    ]);
  const paths: string[] = [];
  for await (const entry of await opendir(dir, { recursive: true }))
    if (entry.isFile()) paths.push(relative(dir, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  paths.sort();
  const isEvents = (path: string): boolean => /\.json(\.gz)?$/.test(path);
  return {
    sources: paths.filter(isEvents).map((path) => ({ path, read: () => readFile(join(dir, path)) })),
    ignored: paths.filter((path) => !isEvents(path)),
  };
}

/** A believable day of an account, made here: what a first `cap up` without files of its own brings in. */
export async function sampleSources(seed: number, events: number): Promise<Sources> {
  const { sampleDay } = await import("../../../services/events/sample/index.ts");
  const sources = [...sampleDay({ seed, events })].map(({ path, bytes }) => ({ path, read: async () => bytes }));
  return { sources, ignored: [] };
}
