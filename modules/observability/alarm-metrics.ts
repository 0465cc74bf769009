import { tables } from "../../contracts/tables.ts";
import type { Environment } from "../../environments/environment.ts";

/** Of services, entrance, queues and functions. */
const always = 32;
/** Of the API, its authoriser and the nightly jobs. */
const ofApi = 12;

/** About how many alarms an environment has, for its price: a test holds it near what is made. */
export function alarmCount({ streaming, network, api, safety, recovery }: Environment): number {
  const indexes = Object.values(tables).flatMap((t) => Object.keys("indexes" in t ? t.indexes : {})).length;
  const count = Object.keys(tables).length;
  const brokers = streaming.kind === "msk-provisioned" ? streaming.brokersPerZone * network.zones : 0;
  // CPU, memory and task of each node, and two of lag.
  const nodes = streaming.kind === "kraft-on-fargate" ? 2 + 3 * streaming.nodes : 0;
  return (
    always +
    nodes +
    count +
    indexes +
    (api.kind === "rest" ? ofApi : 0) +
    (brokers === 0 ? 0 : 4 + 7 * brokers) +
    (safety === "protected" ? count + 4 : 0) +
    (recovery.kind === "pilot-light" ? count + 5 : 0)
  );
}
