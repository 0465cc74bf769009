import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Import, imports, importsBeside } from "../../environments/imports.ts";
import { stateFile } from "./resources.ts";
import type { StateFolder } from "./terraform.ts";

/** Where the blocks of an emulated AWS are kept: beside its states, which are files; undefined of a state in AWS. */
export async function importsFileOf(state: StateFolder): Promise<string | undefined> {
  const file = await stateFile(state);
  return file === undefined ? undefined : importsBeside(dirname(file));
}

/** Writes what becomes of the blocks that a file holds; there need not be one yet. */
export async function rewriteImports(
  file: string,
  become: (known: readonly Import[]) => readonly Import[],
): Promise<void> {
  // Only where there is no file there are no blocks: one that cannot be read must not be written over.
  const known = existsSync(file) ? imports.parse(JSON.parse(await readFile(file, "utf8"))) : [];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(become(known), undefined, 2)}\n`);
  await rename(`${file}.${process.pid}`, file);
}

/** Blocks of an emulated state go with what it held: the next plan would look for what is gone. */
export async function forgetImports(state: StateFolder): Promise<void> {
  const file = await importsFileOf(state);
  if (file !== undefined && existsSync(file))
    await rewriteImports(file, (known) => known.filter((block) => block.state !== state.name));
}
