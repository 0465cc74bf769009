import { build, stop } from "esbuild";
import { bundleBanner, unbundled } from "../contracts/release.ts";

/** A file of a program: path with `/`, and content. */
export interface ProgramFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * One program as one `.mjs` file. The same sources give the same bytes.
 *
 * @param node version of the Node that will run it
 */
export async function bundle(entry: string, root: string, node: number): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: `node${node}`,
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
