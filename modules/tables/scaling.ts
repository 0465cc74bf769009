import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import { Construct } from "constructs";
import { leastUnits } from "../../contracts/tables.ts";

/** How tables are paid for. */
export type Capacity =
  /** By the request: 0.625 USD per million writes, 0.125 USD per million reads; nothing while idle. */
  | { readonly capacity: "on-demand" }
  /** By the hour and unit, cheaper for steady load; each table and index scales between a few units and this many. */
  | { readonly capacity: "autoscaled"; readonly max: number };

/** One table whose units follow what is used. */
interface ScaledTableProps {
  readonly table: string;
  readonly indexes: readonly string[];
  /** Most units a second of reads, and as many of writes, of the table and of each index. */
  readonly max: number;
}

/** Share of the units that may be used before more are bought: a third is left for the minutes that this takes. */
const targetPercent = 70;

const ways = [
  { way: "read", units: "ReadCapacityUnits", metric: "DynamoDBReadCapacityUtilization" },
  { way: "write", units: "WriteCapacityUnits", metric: "DynamoDBWriteCapacityUtilization" },
] as const;

/** Reads and writes of a table and of each of its indexes, each scaled on its own: an index that lags throttles its table. */
export class ScaledTable extends Construct {
  constructor(scope: Construct, id: string, { table, indexes, max }: ScaledTableProps) {
    super(scope, id);
    this.scale("table", "table", `table/${table}`, max);
    for (const index of indexes) this.scale(index, "index", `table/${table}/index/${index}`, max);
  }

  private scale(name: string, what: "table" | "index", resourceId: string, max: number): void {
    for (const { way, units, metric } of ways) {
      const target = new AppautoscalingTarget(this, `${name}-${way}`, {
        serviceNamespace: "dynamodb",
        resourceId,
        scalableDimension: `dynamodb:${what}:${units}`,
        minCapacity: leastUnits,
        maxCapacity: max,
      });
      new AppautoscalingPolicy(this, `${name}-${way}-policy`, {
        name: `${way}-${targetPercent}-percent`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        targetTrackingScalingPolicyConfiguration: {
          targetValue: targetPercent,
          predefinedMetricSpecification: { predefinedMetricType: metric },
        },
      });
    }
  }
}
