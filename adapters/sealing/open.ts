import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Sealer } from "./port.ts";

/** Options of {@link openSealer}. */
export interface OpenSealerOptions {
  /** Region of a key of KMS that is named by its alias. @default - AWS_REGION, as for every AWS client. */
  readonly region?: string;
  /** What a relative `file:` path is relative to. @default - the working directory. */
  readonly baseDir?: string;
}

/**
 * Opens a sealer by URL: `kms:alias/<name>` or `kms:<key ARN>`, or `file:<path>` of a key that is made when first sealed
 * with. Asks nothing yet: the first call tells whether the key is there. The encryption library is loaded here, not
 * before. Throws OperatorError CAP_SEALING_URL for any other URL.
 */
export async function openSealer(url: string, options: OpenSealerOptions = {}): Promise<Sealer> {
  const key = /^kms:(alias\/[\w/-]+|arn:aws[\w-]*:kms:.+)$/.exec(url)?.[1];
  if (key !== undefined) return (await import("./kms.ts")).openKmsSealer(key, options);
  const path = /^file:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path !== undefined) {
    const { openKeyFileSealer } = await import("./key-file.ts");
    return openKeyFileSealer(isAbsolute(path) ? path : resolve(options.baseDir ?? process.cwd(), path));
  }
  throw new OperatorError(
    "CAP_SEALING_URL",
    `sealing URL: got ${JSON.stringify(url)}, want kms:alias/<name>, kms:<key ARN> or file:<path>`,
    ["correct the URL; nothing was sealed or opened"],
  );
}
