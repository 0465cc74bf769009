import type { CostProfile } from "../../contracts/cost.ts";

/** What being watched costs depends on. */
export interface ObservabilityCostIntent {
  /** About how many metrics its alarms watch: CloudWatch bills an alarm by its metrics. */
  readonly alarmMetrics: number;
  /** Composite alarms. */
  readonly pages: number;
  readonly dashboards: number;
  /** Metrics that the platform puts itself. */
  readonly metrics: number;
  /** Lines of all services and functions, GB a month. */
  readonly logGb: number;
  /** Requests that are traced, in millions a month. */
  readonly tracedMillions: number;
  readonly retentionDays: number;
  /** Share of what AWS gives each account for nothing, 0 to 1. */
  readonly allowance: number;
}

/** What AWS gives each account every month, for ever. Source: CloudWatch pricing, free tier. */
const given = { alarmMetrics: 10, dashboards: 3, metrics: 10 } as const;

const billed = (o: ObservabilityCostIntent, what: keyof typeof given): number =>
  Math.max(0, o[what] - given[what] * o.allowance);

/** What watching costs, beyond this environment's share of what is free. */
export const observabilityCost = (o: ObservabilityCostIntent): CostProfile => [
  {
    item: `${o.alarmMetrics} metrics of alarms`,
    price: "alarm",
    quantity: billed(o, "alarmMetrics"),
    basis: "fixed",
  },
  ...(o.pages === 0
    ? []
    : [{ item: `${o.pages} composite alarms`, price: "compositeAlarm", quantity: o.pages, basis: "fixed" } as const]),
  { item: `${o.dashboards} dashboards`, price: "dashboard", quantity: billed(o, "dashboards"), basis: "fixed" },
  { item: `${o.metrics} metrics of ours`, price: "customMetric", quantity: billed(o, "metrics"), basis: "fixed" },
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
