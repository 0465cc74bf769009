import { join } from "node:path";
import type { ServiceName } from "../../contracts/names.ts";
import type { Release } from "../../contracts/release.ts";
import { buildFunction } from "../../local/functions.ts";
import { programFiles } from "../../local/images.ts";
import { root } from "../home.ts";

/** The archives of the functions, in a folder. The same sources give the same bytes on any machine. */
export async function buildFunctions(dir: string): Promise<Release["functions"]> {
  const lambda = (name: string, folder: string) =>
    buildFunction(dir, name, join(root, "services", folder, "index.ts"), root);
  const [freshness, authorizer] = await Promise.all([
    lambda("freshness", "freshness"),
    lambda("authorizer", "authorize"),
  ]);
  return { freshness, authorizer };
}

/** Where the program of a service is. */
export const sourcesOf = (name: ServiceName) => ({
  entry: join(root, "services", name, "main.ts"),
  statics: join(root, "services", name, "static"),
  root,
});

/** What the image of a service runs, path by path. */
export const programOf = (name: ServiceName): ReturnType<typeof programFiles> => programFiles(sourcesOf(name));
