import type { CostProfile } from "../../contracts/cost.ts";

/** What being watched costs depends on. */
export interface ObservabilityCostIntent {
  /** About how many alarms there are; AWS gives ten. */
  readonly alarms: number;
  /** Composite alarms. */
  readonly pages: number;
  /** AWS gives three to an account. */
  readonly dashboards: number;
  /** Metrics that the platform puts itself; AWS gives ten. */
  readonly metrics: number;
  /** Lines of all services and functions, GB a month. */
  readonly logGb: number;
  /** Requests that are traced, in millions a month. */
  readonly tracedMillions: number;
  readonly retentionDays: number;
}

/** What watching costs. Free allowances are the account's, and not taken off here: another environment may use them. */
export const observabilityCost = (o: ObservabilityCostIntent): CostProfile => [
  { item: `${o.alarms} alarms`, price: "alarm", quantity: o.alarms, basis: "fixed" },
  ...(o.pages === 0
    ? []
    : [{ item: `${o.pages} composite alarms`, price: "compositeAlarm", quantity: o.pages, basis: "fixed" } as const]),
  { item: `${o.dashboards} dashboards`, price: "dashboard", quantity: o.dashboards, basis: "fixed" },
  { item: `${o.metrics} metrics of ours`, price: "customMetric", quantity: o.metrics, basis: "fixed" },
  { item: `${o.logGb} GB of logs`, price: "logsIn", quantity: o.logGb, basis: "usage" },
  {
    item: `those logs for ${o.retentionDays} days`,
    price: "logsKept",
    quantity: (o.logGb * o.retentionDays) / 30,
    basis: "usage",
  },
  ...(o.tracedMillions === 0
    ? []
    : [
        {
          item: `${o.tracedMillions} million traces`,
          price: "xrayTraces",
          quantity: o.tracedMillions,
          basis: "usage",
        } as const,
      ]),
];
