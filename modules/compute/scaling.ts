import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import { type Demand, tracking } from "./demand.ts";
import { ScaledTarget, type ScaledTargetProps } from "./scaled-target.ts";

/** How many tasks of a service run. */
export interface ScalingProps extends ScaledTargetProps {
  /** What asks for more tasks; the largest answer wins. @default - nothing: working hours alone change the number. */
  readonly demands?: readonly Demand[];
}

/** Every fault of the props beside those of its target. */
export function validateScaling({ demands = [], tasks }: ScalingProps): Fault[] {
  const faults: Fault[] = [];
  const wanted = (d: Demand): number => (d.kind === "cpu" ? d.percent : d.perTask);
  const wrong = demands.filter((d) => !(wanted(d) > 0 && (d.kind !== "cpu" || d.percent <= 90)));
  if (wrong.length > 0)
    faults.push({ field: "demands", got: wrong.map((d) => d.kind), want: "more than 0 per task, at most 90 % of CPU" });
  if (demands.length > 0 && tasks.least === tasks.most)
    faults.push({ field: "tasks", got: tasks, want: "room between least and most, or no demands" });
  return faults;
}

/** More tasks within a minute, fewer only after five quiet ones: a replay comes in waves. */
const cooldown = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/** Target tracking: each demand has a policy of its own, and Application Auto Scaling follows the one that wants most. */
export class Scaling extends Construct {
  constructor(scope: Construct, id: string, props: ScalingProps) {
    super(scope, id);
    assertValid(`scaling of ${props.name}`, validateScaling(props));
    const { place, name, service, demands = [] } = props;
    const target = new ScaledTarget(this, "tasks", props).outputs;
    for (const demand of demands)
      new AppautoscalingPolicy(this, demand.kind, {
        ...target,
        name: names.of(place, `${name}-${demand.kind}`),
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: { ...cooldown, ...tracking(demand, service) },
      });
  }
}
