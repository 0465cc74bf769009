import { build, stop } from "esbuild";
import { bundleBanner, unbundled } from "../contracts/release.ts";

/** A file of a program: path with `/`, and content. */
export interface ProgramFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** One program as one `.mjs` file, for the Node that the project pins. The same sources give the same bytes. */
export async function bundle(entry: string, root: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "esm",
    external: [...unbundled],
    banner: { js: bundleBanner },
    keepNames: true,
    legalComments: "none",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made no file of ${entry}`);
  return file.contents;
}

/**
 * Ends esbuild's process, which would stay as long as ours and keep what it has read, 600 MB: for who has bundled all. The
 * next bundle starts another.
 */
export const endBundling = (): Promise<void> => stop();
