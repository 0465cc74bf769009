import { type TableContract, tables } from "../../contracts/tables.ts";
import type { Environment } from "../../environments/environment.ts";
import { waysOf } from "../tables/alarms.ts";

/** Of services, entrance, queues and functions. */
const always = 32;
/** Of the API, its certificate, its authoriser and the nightly jobs. */
const ofApi = 13;

/**
 * About how many metrics the alarms of an environment watch, for their price: a test holds it near what is made.
 * CloudWatch bills an alarm by its metrics.
 */
export function alarmMetrics({ streaming, network, api, safety, recovery, releases }: Environment): number {
  const contracts = Object.values<TableContract>(tables);
  const count = contracts.length;
  const indexes = contracts.reduce((n, t) => n + Object.keys(t.indexes ?? {}).length, 0);
  const ways = contracts.reduce((n, t) => n + waysOf(t.operations).length, 0);
  const operations = contracts.reduce((n, t) => n + (t.operations ?? []).length, 0);
  const brokers = streaming.kind === "msk-provisioned" ? streaming.brokersPerZone * network.zones : 0;
  // CPU, memory and task of each node, and two of lag.
  const nodes = streaming.kind === "kraft-on-fargate" ? 2 + 3 * streaming.nodes : 0;
  return (
    always +
    nodes +
    // Requests that were turned away.
    ways +
    indexes +
    (api.kind === "rest" ? ofApi : 0) +
    (brokers === 0 ? 0 : 4 + 8 * brokers) +
    // The second target group of each served service.
    (releases === "promoted" ? 2 : 0) +
    (safety === "protected" ? operations + 5 : 0) +
    (recovery.kind === "pilot-light" ? count + 5 : 0)
  );
}
