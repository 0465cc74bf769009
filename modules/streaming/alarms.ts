import type { Place } from "../../contracts/names.ts";
import type { AlarmSpec } from "../observability/alarm.ts";
import { nodeAlarms } from "./alarms-kraft.ts";
import { type LagLimits, lagAlarms, loggedLagAlarms } from "./alarms-lag.ts";
import { brokerAlarms, clusterAlarms } from "./alarms-msk.ts";
import type { StreamingOutputs } from "./outputs.ts";

/** What is too much for the bus. */
export interface StreamingLimits extends LagLimits {
  /** Of a broker; what is above is for the loss of another one. @default - 60, as AWS advises. */
  readonly maxCpuPercent?: number;
  /** Of a broker's disk. @default - 85. */
  readonly maxDiskPercent?: number;
}

/** Alarms of the bus, by what it is; none when it is embedded: then health and freshness watch it. */
export function streamingAlarms(place: Place, bus: StreamingOutputs, limits: StreamingLimits): AlarmSpec[] {
  switch (bus.kind) {
    case "embedded":
      return [];
    case "kraft":
      return [...nodeAlarms(bus.kraft), ...loggedLagAlarms(place, limits)];
    case "msk":
      return [...clusterAlarms(bus.msk), ...brokerAlarms(bus.msk, limits), ...lagAlarms(bus.msk, limits)];
  }
}
