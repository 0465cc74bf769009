import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { OperatorError } from "../../contracts/errors.ts";
import { serviceNames } from "../../contracts/names.ts";
import { release } from "../../contracts/release.ts";
import { root } from "../home.ts";
import { buildFunctions, programOf } from "../workspace/programs.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import { imagePackages } from "./packages.ts";

/** What is known of a release before its images have digests: `packed.json`. */
export const packed = release.pick({ commit: true, functions: true });
/** One of {@link packed}. */
export type Packed = z.infer<typeof packed>;

const dockerfile = fileURLToPath(new URL("./Dockerfile", import.meta.url));

/**
 * Writes what a release is made of into a folder: an archive per function, `images/<service>` with a Dockerfile and all
 * that it copies, and `packed.json`. The same commit gives the same bytes on any machine.
 */
export async function packRelease(dir: string): Promise<Packed> {
  const { commit, clean } = await sourceTree();
  if (!clean)
    throw new OperatorError("CAP_DIRTY", `the sources differ from commit ${commit}; nothing was written`, [
      "git status shows what differs: a release is what a commit says",
    ]);
  return await packSources(dir, commit);
}

/** The same of sources as they are. @param commit what they are called */
export async function packSources(dir: string, commit: string): Promise<Packed> {
  await rm(join(dir, "images"), { recursive: true, force: true });
  const functions = await buildFunctions(dir);
  const packages = imagePackages(await readFile(join(root, "package-lock.json"), "utf8"));
  for (const name of serviceNames) {
    const context = join(dir, "images", name);
    await mkdir(join(context, "program"), { recursive: true });
    await copyFile(dockerfile, join(context, "Dockerfile"));
    for (const [file, text] of Object.entries(packages)) await writeFile(join(context, file), text);
    for (const { path, content } of await programOf(name)) {
      const file = join(context, "program", path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  const { freshness, authorizer } = functions;
  // Beside the release file, wherever that is unpacked.
  const here = (bundle: typeof freshness) => ({ ...bundle, zip: basename(bundle.zip) });
  const made: Packed = { commit, functions: { freshness: here(freshness), authorizer: here(authorizer) } };
  await writeFile(join(dir, "packed.json"), `${JSON.stringify(made, undefined, 2)}\n`);
  return made;
}
