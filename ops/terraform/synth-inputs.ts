import { existsSync } from "node:fs";
import { digestOfSources } from "../source-digest.ts";

/** What decides what comes out of a synthesis, below the root of the sources; packages by their lock file. */
const sources = {
  folders: ["contracts", "environments", "modules", "stacks"],
  files: ["main.ts", "package-lock.json"],
} as const;

/**
 * Digest of everything that a synthesis depends on: equal digests give the same Terraform JSON.
 *
 * @param root root of the sources
 * @param release file of the release
 * @param options whatever else `main.ts` is told
 * @param imports file of the import blocks of an emulated AWS, there or not. @default - it is not emulated
 */
export const digestOfInputs = (root: string, release: string, options: unknown, imports?: string): Promise<string> =>
  digestOfSources(root, sources, options, [release, ...[imports ?? []].flat().filter((file) => existsSync(file))]);
