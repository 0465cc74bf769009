import { z } from "zod";
import { openBus } from "../../adapters/bus/open.ts";
import type { Bus } from "../../adapters/bus/port.ts";
import { openLake } from "../../adapters/query/open.ts";
import { lakeGroup, topics } from "../../contracts/topics.ts";
import { commonConfig } from "../runtime/config.ts";
import { queryMb } from "../runtime/memory.ts";
import { runService } from "../runtime/service.ts";
import { buildApp } from "./app.ts";
import { StatsReader } from "./stats.ts";

const config = commonConfig.extend({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Where the lake is read from, as adapters/query takes it. */
  LAKE_URL: z.string().min(1),
  BRONZE_BUCKET: z.string().min(1),
  SILVER_BUCKET: z.string().min(1),
  BUS_URL: z.string().min(1),
  /** What many ask again and again is read anew after so many seconds. */
  FRESH_SECONDS: z.coerce.number().positive().default(1.5),
  /** What callers have to send as bearer token. */
  API_TOKEN: z.string().min(8, "at least 8 characters"),
});

await runService({
  name: "control",
  config,
  async main({ config: c, log, stop }) {
    const query = await openLake(c.LAKE_URL, {
      bronzeBucket: c.BRONZE_BUCKET,
      silverBucket: c.SILVER_BUCKET,
      memoryLimitMb: queryMb(c.MEMORY_MIB),
    });
    // Opened when first asked: the API has to answer while the bus is away.
    let bus: Promise<Bus> | undefined;
    const lag = async (): Promise<number> => {
      bus ??= openBus(c.BUS_URL);
      try {
        return await (await bus).lag(topics.securityEvents, lakeGroup);
      } catch (cause) {
        bus.then((b) => b.close()).catch(() => undefined);
        bus = undefined;
        throw cause;
      }
    };
    const freshMs = c.FRESH_SECONDS * 1_000;
    const stats = new StatsReader(query, lag, freshMs);
    const app = await buildApp({ query, stats, freshMs, token: c.API_TOKEN }, log);
    await app.listen({ host: c.TASK_ADDRESS, port: c.PORT });
    await new Promise<void>((resolve) => (stop.aborted ? resolve() : stop.addEventListener("abort", () => resolve())));
    await app.close();
    await (await bus?.catch(() => undefined))?.close();
    await query.close();
  },
});
