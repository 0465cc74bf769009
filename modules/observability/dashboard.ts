import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { type AlarmSpec, measuresOf } from "./alarm.ts";
import type { AlarmsOutputs } from "./alarms.ts";
import { reserved } from "./evaluation.ts";

/** One page that shows an environment. */
export interface DashboardProps {
  readonly place: Place;
  /** Every alarm's metric becomes a graph, with its threshold. */
  readonly alarms: readonly AlarmSpec[];
  /** The alarms themselves, for the row of lights at the top. */
  readonly states: AlarmsOutputs;
}

/** What others need of the dashboard. */
export interface DashboardOutputs {
  readonly name: string;
}

const columns = 4;
const width = 24 / columns;
const height = 5;
const lights = 3;

/** The line that is not to be crossed; a band moves, and is drawn as a metric. */
const limits = ({ when }: AlarmSpec): object[] =>
  "aboveBand" in when ? [] : [{ label: "alarm", value: Object.values(when)[0] }];

/** The lines of a graph, as a dashboard's body writes them; what a calculation is made of is not drawn. */
function lines(spec: AlarmSpec): unknown[] {
  const calculated = "expression" in spec;
  const measured = Object.entries(measuresOf(spec)).map(([id, { metric, statistic: stat }]) => [
    metric.namespace,
    metric.name,
    ...Object.entries(metric.dimensions).flat(),
    { id, stat, ...(calculated ? { visible: false } : {}) },
  ]);
  return [
    ...measured,
    ...(calculated ? [[{ id: reserved.value, expression: spec.expression, label: spec.name }]] : []),
  ];
}

function graph(spec: AlarmSpec, i: number, region: string): object {
  return {
    type: "metric",
    x: (i % columns) * width,
    y: lights + Math.floor(i / columns) * height,
    width,
    height,
    properties: {
      title: spec.name,
      region,
      period: spec.periodSeconds,
      metrics: lines(spec),
      annotations: { horizontal: limits(spec) },
    },
  };
}

/** A dashboard that follows the alarms: what is worth waking somebody is worth a graph, and nothing else. */
export class Dashboard extends Construct {
  readonly outputs: DashboardOutputs;
  constructor(scope: Construct, id: string, { place, alarms, states }: DashboardProps) {
    super(scope, id);
    const top = {
      type: "alarm",
      x: 0,
      y: 0,
      width: 24,
      height: lights,
      properties: { title: names.prefix(place), alarms: states.arns },
    };
    const dashboard = new CloudwatchDashboard(this, "dashboard", {
      dashboardName: names.of(place, "platform"),
      dashboardBody: JSON.stringify({ widgets: [top, ...alarms.map((a, i) => graph(a, i, place.region))] }),
    });
    this.outputs = { name: dashboard.dashboardName };
  }
}
