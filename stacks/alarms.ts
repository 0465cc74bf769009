import { type ServiceName, serviceNames } from "../contracts/names.ts";
import { type TableContract, tables as tableContracts } from "../contracts/tables.ts";
import { consumerGroups } from "../contracts/topics.ts";
import type { Environment } from "../environments/environment.ts";
import { apiAlarms, firewallAlarm } from "../modules/api/alarms.ts";
import { entranceAlarms, serviceAlarms } from "../modules/compute/alarms.ts";
import { certificateAlarm } from "../modules/compute/certificate-alarm.ts";
import type { LoadBalancerOutputs } from "../modules/compute/load-balancer.ts";
import type { ServiceOutputs } from "../modules/compute/service.ts";
import { concurrencyAlarm, functionAlarms, uncalledAlarm } from "../modules/functions/alarms.ts";
import type { FunctionOutputs } from "../modules/functions/function.ts";
import { bucketAlarms, freshnessAlarm, lakeJobsAlarms, replicationFailureAlarm } from "../modules/lake/alarms.ts";
import { queueAlarms } from "../modules/messaging/alarms.ts";
import type { QueueOutputs } from "../modules/messaging/queue.ts";
import { egressAlarms } from "../modules/network/alarms.ts";
import type { NetworkOutputs } from "../modules/network/network.ts";
import type { AlarmSpec } from "../modules/observability/alarm.ts";
import { streamingAlarms } from "../modules/streaming/alarms.ts";
import type { StreamingOutputs } from "../modules/streaming/outputs.ts";
import { tableAlarms, tableErrorAlarms, tableReplicationAlarm } from "../modules/tables/alarms.ts";
import type { ApiOutputs } from "./api.ts";
import type { DurableOutputs } from "./durable.ts";
import type { LakeUpkeep } from "./lake-upkeep.ts";
import type { Served } from "./services.ts";

/** Everything that is watched. */
export interface Watched {
  readonly network: NetworkOutputs;
  readonly durable: DurableOutputs;
  readonly upkeep: LakeUpkeep;
  readonly landed: QueueOutputs;
  readonly bus: StreamingOutputs;
  readonly entrance: LoadBalancerOutputs<Served>;
  readonly services: Readonly<Record<ServiceName, ServiceOutputs>>;
  readonly freshness: FunctionOutputs;
  /** Absent where customers have no API. */
  readonly api: ApiOutputs | undefined;
}

/** Every alarm of the platform, with the limits that people chose, in data order. */
export const platformAlarms = (place: Environment, watched: Watched): AlarmSpec[] => [
  ...egressAlarms(watched.network.egress),
  ...queueAlarms("landing", watched.landed, { maxAgeSeconds: 900, maxWaiting: 10_000 }),
  ...streamingAlarms(place, watched.bus, { maxLagSeconds: 120, maxLagRecords: 1_000_000, groups: consumerGroups }),
  ...serviceNames.flatMap((name) =>
    serviceAlarms(name, watched.services[name], { maxCpuPercent: 80, maxMemoryPercent: 80 }),
  ),
  ...storedAlarms(place, watched.durable),
  ...upkeepAlarms(watched.upkeep),
  ...freshnessAlarms(place, watched.freshness),
  concurrencyAlarm(),
  ...customerAlarms(watched.api),
  ...entranceAlarms(watched.entrance, { maxErrors: 5, maxSeconds: 2 }),
];

/** Alarms of how far the lake is behind. That it is not measured is told only where somebody is on call for it. */
const freshnessAlarms = (place: Environment, measures: FunctionOutputs): AlarmSpec[] => [
  freshnessAlarm(place, place.freshness),
  ...functionAlarms("freshness", measures),
  ...(place.safety === "protected"
    ? [uncalledAlarm("freshness", measures, "how far the lake is behind", "data-freshness")]
    : []),
];

/** Alarms of what customers call. */
function customerAlarms(api: ApiOutputs | undefined): AlarmSpec[] {
  if (api === undefined) return [];
  const { rest, authorizer, firewall, certificate } = api;
  return [
    ...apiAlarms(rest, { maxErrorShare: 0.05, maxMs: 2_000 }),
    certificateAlarm("api-certificate-expiry", "the API's name", certificate),
    ...functionAlarms("authorizer", authorizer),
    ...(firewall === undefined ? [] : [firewallAlarm(firewall, { maxRefused: 1_000 })]),
  ];
}

const contracts: Readonly<Record<string, TableContract>> = tableContracts;

/** Of the tables; errors of DynamoDB's own and the copy in the other Region only where it is worth a metric for each. */
function storedAlarms({ safety, recovery, region }: Environment, { tables }: DurableOutputs): AlarmSpec[] {
  return Object.entries(tables).flatMap(([name, table]) => [
    ...tableAlarms(name, table, contracts[name]?.operations),
    ...(safety === "protected" ? tableErrorAlarms(name, table, contracts[name]?.operations) : []),
    ...(recovery.kind === "pilot-light" && recovery.region !== region
      ? [tableReplicationAlarm(name, table, recovery.region)]
      : []),
  ]);
}

const upkeepAlarms = ({ metrics, replication, jobs }: LakeUpkeep): AlarmSpec[] => [
  ...(metrics?.watched ?? []).flatMap(bucketAlarms),
  ...(replication?.copied ?? []).map(replicationFailureAlarm),
  ...(jobs === undefined ? [] : lakeJobsAlarms(jobs)),
];
