import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Reach } from "../aws/client.ts";
import type { Objects } from "./port.ts";

/** Options of {@link openObjects}. */
export interface OpenObjectsOptions {
  /** What a relative `file:` folder is relative to. @default - the working directory. */
  readonly baseDir?: string;
  /** How a bucket of S3 is reached. @default - as the process environment says. */
  readonly s3?: Reach;
}

/**
 * Opens a bucket by URL: `s3://<bucket>` or `file:<folder>` (made if it is missing). Does not look whether the bucket
 * exists: the first call tells. Throws OperatorError CAP_OBJECTS_URL for any other URL.
 */
export async function openObjects(url: string, options: OpenObjectsOptions = {}): Promise<Objects> {
  const bucket = /^s3:\/\/([^/]+)\/?$/.exec(url)?.[1];
  if (bucket !== undefined) {
    const { openS3, s3Client } = await import("./s3.ts");
    return options.s3 === undefined ? openS3(bucket) : openS3(bucket, s3Client(options.s3));
  }
  const folder = /^file:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (folder !== undefined) {
    const { openFiles } = await import("./files.ts");
    return openFiles(isAbsolute(folder) ? folder : resolve(options.baseDir ?? process.cwd(), folder));
  }
  throw new OperatorError(
    "CAP_OBJECTS_URL",
    `objects URL: got ${JSON.stringify(url)}, want s3://<bucket> or file:<folder>`,
    ["correct the URL; nothing was opened"],
  );
}
