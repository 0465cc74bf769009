import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";

/** Options of {@link readBusUrl}. */
export interface BusUrlOptions {
  /** What a relative `sqlite:` path is relative to. @default - the working directory. */
  readonly baseDir?: string;
}

/** What a bus URL says. */
export type BusPlace =
  | { readonly kind: "sqlite"; readonly path: string }
  | {
      readonly kind: "kafka";
      /** `host:port` each. */
      readonly brokers: readonly string[];
      /** `iam`: TLS, and the process's AWS credentials say who it is. */
      readonly security: "none" | "iam";
    };

/**
 * Reads `sqlite:<path>`, `kafka://<host>:<port>,<host>:<port>` or `kafka+iam://<host>:<port>,…`.
 * Throws OperatorError CAP_BUS_URL for any other URL.
 */
export function readBusUrl(url: string, { baseDir = process.cwd() }: BusUrlOptions = {}): BusPlace {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path !== undefined) return { kind: "sqlite", path: isAbsolute(path) ? path : resolve(baseDir, path) };
  const [, iam, list] = /^kafka(\+iam)?:\/\/([^/]+)\/?$/.exec(url) ?? [];
  const brokers = list?.split(",") ?? [];
  if (brokers.length > 0 && brokers.every((broker) => /^.+:\d+$/.test(broker)))
    return { kind: "kafka", brokers, security: iam === undefined ? "none" : "iam" };
  throw new OperatorError(
    "CAP_BUS_URL",
    `bus URL: got ${JSON.stringify(url)}, want sqlite:<path>, kafka://<host>:<port>,<host>:<port> or kafka+iam://<host>:<port>,…`,
    ["correct the URL; nothing was opened"],
  );
}
