import { isAbsolute, join, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { bronze, silver } from "../../contracts/lake.ts";
import type { Query } from "./port.ts";

/** Which buckets of the lake to read. */
export interface OpenLakeOptions {
  /** Bucket names, as contracts/names.ts gives them. */
  readonly bronzeBucket: string;
  readonly silverBucket: string;
  /** What a relative folder is relative to. @default - the working directory. */
  readonly baseDir?: string;
  /** Memory that queries may use, MB. @default - the engine's own. */
  readonly memoryLimitMb?: number;
}

/**
 * Opens the lake for queries by URL: `athena:<database>?workgroup=<name>`, or `duckdb:<folder>`, a folder that holds the
 * buckets as folders (`<folder>/<bucket>/<key>`). Throws OperatorError CAP_LAKE_URL for any other URL.
 */
export async function openLake(url: string, options: OpenLakeOptions): Promise<Query> {
  const [, database, workgroup] = /^athena:([\w-]+)\?workgroup=([\w.-]+)$/.exec(url) ?? [];
  if (database !== undefined && workgroup !== undefined) {
    const { openAthena } = await import("./athena.ts");
    const buckets = { bronze: options.bronzeBucket, silver: options.silverBucket };
    return openAthena({ database, workgroup, buckets });
  }
  const folder = /^duckdb:(.+)$/.exec(url)?.[1];
  if (folder === undefined)
    throw new OperatorError(
      "CAP_LAKE_URL",
      `lake URL: got ${JSON.stringify(url)}, want athena:<database>?workgroup=<name> or duckdb:<folder of the buckets>`,
      ["correct the URL; nothing was opened"],
    );
  const root = isAbsolute(folder) ? folder : resolve(options.baseDir ?? process.cwd(), folder);
  const { openDuckdb } = await import("./duckdb.ts");
  return openDuckdb({
    bronze: join(root, options.bronzeBucket, bronze.prefix),
    silver: join(root, options.silverBucket, silver.prefix),
    ...(options.memoryLimitMb === undefined ? {} : { memoryLimitMb: options.memoryLimitMb }),
  });
}
