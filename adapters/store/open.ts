import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { ClientOptions } from "../aws/client.ts";
import type { Store } from "./port.ts";

/** Options of {@link openStore}. */
export interface OpenStoreOptions {
  /** What a relative `sqlite:` path is relative to. @default - the working directory. */
  readonly baseDir?: string;
  /** How DynamoDB is asked, for callers that cannot wait as long as others. @default - as every client of AWS. */
  readonly dynamodb?: ClientOptions;
}

/**
 * Opens the tables by URL: `dynamodb:<prefix>`, where a table's name is the prefix followed by its contract's name
 * (`dynamodb:cap-local-` reads `cap-local-objects`), or `sqlite:<file>`, made if it is missing.
 * Throws OperatorError CAP_STORE_URL for any other URL.
 */
export async function openStore(url: string, options: OpenStoreOptions = {}): Promise<Store> {
  const prefix = /^dynamodb:(.+)$/.exec(url)?.[1];
  if (prefix !== undefined) return (await import("./dynamodb.ts")).openDynamo(prefix, options.dynamodb);
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file !== undefined) {
    const { openSqliteStore } = await import("./sqlite.ts");
    return openSqliteStore(isAbsolute(file) ? file : resolve(options.baseDir ?? process.cwd(), file));
  }
  throw new OperatorError(
    "CAP_STORE_URL",
    `store URL: got ${JSON.stringify(url)}, want dynamodb:<table prefix> or sqlite:<file>`,
    ["correct the URL; nothing was opened"],
  );
}
