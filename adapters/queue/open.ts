import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Queue } from "./port.ts";

/** Options of {@link openQueue}. */
export interface OpenQueueOptions {
  /** What a relative `sqlite:` path is relative to. @default - the working directory. */
  readonly baseDir?: string;
}

/**
 * Opens a queue by URL: the `http(s)://…` URL of an SQS queue, or `sqlite:<file>`, made if it is missing.
 * Throws OperatorError CAP_QUEUE_URL for any other URL.
 */
export async function openQueue(url: string, options: OpenQueueOptions = {}): Promise<Queue> {
  if (/^https?:\/\//.test(url)) return (await import("./sqs.ts")).openSqs(url);
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file !== undefined) {
    const { openSqliteQueue } = await import("./sqlite.ts");
    return openSqliteQueue(isAbsolute(file) ? file : resolve(options.baseDir ?? process.cwd(), file));
  }
  throw new OperatorError("CAP_QUEUE_URL", `queue URL: got ${JSON.stringify(url)}, want https://… or sqlite:<file>`, [
    "correct the URL; nothing was opened",
  ]);
}
