// `node services/control/describe.ts`: the OpenAPI document of the API on standard output, without a world to answer from.
import { pino } from "pino";
import type { Query } from "../../adapters/query/port.ts";
import { buildApp } from "./app.ts";
import { StatsReader } from "./stats.ts";

const closed = new Proxy({} as Query, {
  get() {
    throw new Error("describing the API asks nothing of the lake");
  },
});
const stats = new StatsReader(closed, async () => 0, 0);
const app = await buildApp(
  { query: closed, stats, freshMs: 0, token: "described, not used" },
  pino({ level: "silent" }),
);
await app.ready();
process.stdout.write(`${JSON.stringify(app.swagger(), undefined, 2)}\n`);
await app.close();
