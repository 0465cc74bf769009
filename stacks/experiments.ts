import type { Construct } from "constructs";
import type { Environment } from "../environments/environment.ts";
import { originOf } from "../environments/recovery-site.ts";
import { copiedParts } from "../modules/lake/replication.ts";
import type { AlarmSpec } from "../modules/observability/alarm.ts";
import type { AlarmsOutputs } from "../modules/observability/alarms.ts";
import { Experiments } from "../modules/recovery/experiments.ts";
import type { Watched } from "./alarms.ts";

/** Alarms that end an experiment: each says that customers or events are hurt, which no experiment is meant to do. */
const enough = ["data-freshness", "landing-dead-letters", "entrance-5xx", "services-5xx", "partitions-offline"];

/** The alarms of the environment, as they were described and as they were made, in the same order. */
export interface MadeAlarms {
  readonly alarms: readonly AlarmSpec[];
  readonly states: AlarmsOutputs;
}

/** Templates of what can be broken on purpose; none where nothing is promised about recovery. */
export function planExperiments(
  scope: Construct,
  place: Environment,
  { network, services, durable }: Watched,
  { alarms, states }: MadeAlarms,
): void {
  const [subnetId] = network.privateSubnetIds;
  if (place.recovery.kind === "none" || subnetId === undefined) return;
  // Copies are not copied on.
  const copying = place.recovery.kind === "pilot-light" && originOf(place).site === "primary";
  const buckets = Object.keys(copiedParts).map((part) => durable.lake.buckets[part as keyof typeof copiedParts]);
  new Experiments(scope, "experiments", {
    place,
    services,
    vpcId: network.vpcId,
    subnetId,
    ...(copying ? { replicated: { buckets, toRegion: place.recovery.region } } : {}),
    stopAt: states.arns.filter((_, i) => enough.includes(alarms[i]?.name ?? "")),
  });
}
