import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { Measure } from "./alarm.ts";
import type { DashboardOutputs } from "./dashboard.ts";

/** One graph: what it answers, and the lines that answer it. */
export interface GraphSpec {
  /** A question, as a person asks it. */
  readonly title: string;
  readonly lines: readonly Measure[];
  readonly periodSeconds: number;
  /** Where the metrics are. @default - the environment's Region. */
  readonly region?: string;
}

/** A page of graphs that no alarm stands behind: what is looked at in the day, not at night. */
export interface PageProps {
  readonly place: Place;
  /** Name without the environment's prefix: `cost`, `security`. */
  readonly name: string;
  readonly graphs: readonly GraphSpec[];
}

/** Every fault of the props. */
export function validatePage({ graphs }: PageProps): Fault[] {
  const empty = graphs.filter((g) => g.lines.length === 0).map((g) => g.title);
  return empty.length === 0 ? [] : [{ field: "graphs", got: empty, want: "at least one line each" }];
}

const columns = 3;
const width = 24 / columns;
const height = 6;

const widget = ({ title, lines, periodSeconds: period, region }: GraphSpec, i: number, place: Place): object => ({
  type: "metric",
  x: (i % columns) * width,
  y: Math.floor(i / columns) * height,
  width,
  height,
  properties: {
    title,
    region: region ?? place.region,
    period,
    metrics: lines.map(({ metric, statistic: stat }) => [
      metric.namespace,
      metric.name,
      ...Object.entries(metric.dimensions).flat(),
      { stat },
    ]),
  },
});

/** A dashboard of graphs. */
export class Page extends Construct {
  readonly outputs: DashboardOutputs;
  constructor(scope: Construct, id: string, props: PageProps) {
    super(scope, id);
    assertValid(`page ${props.name}`, validatePage(props));
    const { place, name, graphs } = props;
    const dashboard = new CloudwatchDashboard(this, "dashboard", {
      dashboardName: names.of(place, name),
      dashboardBody: JSON.stringify({ widgets: graphs.map((g, i) => widget(g, i, place)) }),
    });
    this.outputs = { name: dashboard.dashboardName };
  }
}
