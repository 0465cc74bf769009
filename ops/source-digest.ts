import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Sources that decide what comes out of a step: folders whole, and single files, both below a root. */
export interface Sources {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * Digest of sources and of whatever else a step is told: equal digests give the same outcome.
 *
 * @param root root of the sources; where it lies does not count
 * @param options anything that JSON can tell
 * @param also paths of files outside the root whose content counts
 */
export async function digestOfSources(
  root: string,
  { folders, files }: Sources,
  options: unknown,
  also: readonly string[] = [],
): Promise<string> {
  const below = await Promise.all(folders.map((folder) => filesIn(root, folder)));
  const paths = [...files, ...below.flat().sort()];
  const contents = await Promise.all([...paths.map((path) => join(root, path)), ...also].map((path) => readFile(path)));
  const hash = createHash("sha256").update(JSON.stringify([paths, options, process.version]));
  for (const content of contents) hash.update(createHash("sha256").update(content).digest());
  return hash.digest("hex");
}

async function filesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(root.length).replace(/^\//, ""));
}
