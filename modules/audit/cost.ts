import type { CostProfile } from "../../contracts/cost.ts";
import { configRules } from "./config-rules.ts";
import { trailSignals } from "./trail-signals.ts";

/** What guarding an account costs depends on; all of it by the month. */
export interface AuditCostIntent {
  /** Calls that change or read something of the account; the first copy of them is free. */
  readonly managementMillions: number;
  /** Reads and writes of objects in watched buckets. */
  readonly objectMillions: number;
  /** Changes of resources that Config records; a task's network interface counts once a day. */
  readonly configItems: number;
  /** Each of our rules is evaluated so often, with those that run by the clock. */
  readonly evaluationsPerRule: number;
  /** Flow logs and DNS queries that GuardDuty reads, GB; it reads them by itself. */
  readonly flowGb: number;
  /** Regions that are guarded beside the account's own: each has a key of traces. */
  readonly otherRegions: number;
}

/** GB of the trail in a million of its records: the real ones have about 1.3 KB. */
const gbPerMillion = 1.3;

/** What the account's guards cost; Security Hub, 0.001 USD a check, is among them with as many checks as our own rules. */
export function auditCost(o: AuditCostIntent): CostProfile {
  const rules = Object.keys(configRules).length;
  const signals = Object.keys(trailSignals).length;
  const evaluations = rules * o.evaluationsPerRule;
  const recorded = o.managementMillions + o.objectMillions;
  return [
    { item: "the key of evidence", price: "kmsKey", quantity: 1, basis: "fixed" },
    ...(o.otherRegions === 0
      ? []
      : [{ item: "keys of traces elsewhere", price: "kmsKey", quantity: o.otherRegions, basis: "fixed" } as const]),
    { item: `${signals} alarms on the trail`, price: "alarm", quantity: signals, basis: "fixed" },
    { item: `${signals} metrics of the trail`, price: "customMetric", quantity: signals, basis: "fixed" },
    {
      item: `${o.objectMillions} million data events`,
      price: "trailDataEvents",
      quantity: o.objectMillions * 10,
      basis: "usage",
    },
    {
      item: `insights into ${o.managementMillions} million calls`,
      price: "trailInsights",
      quantity: o.managementMillions * 10,
      basis: "usage",
    },
    { item: "the trail in CloudWatch Logs", price: "logsIn", quantity: recorded * gbPerMillion, basis: "usage" },
    { item: `${o.configItems} records of Config`, price: "configItem", quantity: o.configItems, basis: "usage" },
    { item: `${rules} rules of Config`, price: "configEvaluation", quantity: evaluations, basis: "usage" },
    { item: "checks of Security Hub", price: "securityHubCheck", quantity: evaluations, basis: "usage" },
    { item: "the trail, read by GuardDuty", price: "guardDutyTrail", quantity: recorded, basis: "usage" },
    { item: "flow and DNS logs, read by GuardDuty", price: "guardDutyFlow", quantity: o.flowGb, basis: "usage" },
  ];
}
