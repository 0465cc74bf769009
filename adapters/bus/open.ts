import { isAbsolute, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Bus } from "./port.ts";

/** Options of {@link openBus}. */
export interface OpenBusOptions {
  /** What a relative `sqlite:` path is relative to. @default - the working directory. */
  readonly baseDir?: string;
}

/**
 * Opens a bus by URL: `sqlite:<path>`, made if it is missing, or `kafka://<host>:<port>,<host>:<port>`.
 * Throws OperatorError CAP_BUS_URL for any other URL and BusError when the bus cannot be reached.
 */
export async function openBus(url: string, options: OpenBusOptions = {}): Promise<Bus> {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  if (path !== undefined) {
    const { openSqliteBus } = await import("./sqlite.ts");
    return openSqliteBus(isAbsolute(path) ? path : resolve(options.baseDir ?? process.cwd(), path));
  }
  const brokers = /^kafka:\/\/([^/]+)\/?$/.exec(url)?.[1]?.split(",");
  if (brokers?.every((broker) => /^.+:\d+$/.test(broker))) return (await import("./kafka.ts")).openKafkaBus(brokers);
  throw new OperatorError(
    "CAP_BUS_URL",
    `bus URL: got ${JSON.stringify(url)}, want sqlite:<path> or kafka://<host>:<port>,<host>:<port>`,
    ["correct the URL; nothing was opened"],
  );
}
