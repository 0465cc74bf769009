import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeOfFunctions } from "../contracts/release.ts";
import { bundle } from "./bundle.ts";
import { zip } from "./zip.ts";

/** A function's code as Lambda takes it. */
export interface FunctionBundle {
  /** Path of the zip; its name says its content. */
  readonly zip: string;
  /** Base64 SHA-256 of the zip. */
  readonly hash: string;
}

/** Bundles one function as `index.mjs` in a zip under `dir`. The same sources give the same bytes. */
export async function buildFunction(dir: string, name: string, entry: string, root: string): Promise<FunctionBundle> {
  const bytes = zip([{ path: "index.mjs", content: await bundle(entry, root, nodeOfFunctions) }]);
  const hash = createHash("sha256").update(bytes).digest();
  const file = join(dir, `${name}-${hash.toString("hex").slice(0, 16)}.zip`);
  if (!existsSync(file)) {
    await mkdir(dir, { recursive: true });
    await writeFile(`${file}.${process.pid}`, bytes);
    await rename(`${file}.${process.pid}`, file);
  }
  return { zip: file, hash: hash.toString("base64") };
}
