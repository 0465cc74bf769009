import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type FieldOwner, governedFields } from "../../contracts/governed.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { utcWindows, type WorkingHours } from "./working-hours.ts";

/** When tasks run: the environment's own word for it. */
export type Hours = Environment["hours"];

/** A service whose number of tasks changes. */
export interface ScaledTargetProps {
  readonly place: Place;
  /** Name of the service, without the environment's prefix. */
  readonly name: string;
  /** Full names of the ECS service and its cluster. */
  readonly service: { readonly name: string; readonly cluster: string };
  /** Bounds of the number of tasks while they are at work. */
  readonly tasks: { readonly least: number; readonly most: number };
  /** `working-hours` stops every task in the evening and at the weekend. */
  readonly hours: Hours;
}

/** What a scaling policy needs of its target. */
export interface ScaledTargetOutputs {
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly serviceNamespace: string;
}

/** Every fault of the props. */
export function validateScaledTarget({ tasks, hours }: ScaledTargetProps): Fault[] {
  const faults: Fault[] = [];
  const { least, most } = tasks;
  if (!(Number.isInteger(least) && least >= 0 && least <= most))
    faults.push({ field: "tasks", got: tasks, want: "whole numbers, 0 <= least <= most" });
  if (hours.kind === "working-hours" && !(hours.from >= 0 && hours.from < hours.to && hours.to <= 23))
    faults.push({ field: "hours", got: `${hours.from}-${hours.to}`, want: "from < to, both 0 to 23" });
  else if (hours.kind === "working-hours" && utcWindows(hours).length === 0)
    faults.push({ field: "hours", got: `${hours.from}-${hours.to}`, want: "an hour of UTC in summer and winter" });
  return faults;
}

const scheduled = (hours: Hours): FieldOwner[] => (hours.kind === "working-hours" ? ["schedule"] : []);

const workdays = (hour: number): string => `cron(0 ${hour} ? * MON-FRI *)`;

/**
 * Application Auto Scaling for one ECS service: its bounds, and the working hours. In the evening both bounds become 0,
 * which no policy can exceed; in the morning the bounds come back and with them the tasks. On Friday evening nothing
 * brings them back before Monday.
 */
export class ScaledTarget extends Construct {
  readonly outputs: ScaledTargetOutputs;
  constructor(scope: Construct, id: string, props: ScaledTargetProps) {
    super(scope, id);
    assertValid(`scaling of ${props.name}`, validateScaledTarget(props));
    const { service, tasks, hours } = props;
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${service.cluster}/${service.name}`,
      minCapacity: tasks.least,
      maxCapacity: tasks.most,
      lifecycle: { ignoreChanges: governedFields("aws_appautoscaling_target", scheduled(hours)) },
    });
    const { resourceId, scalableDimension, serviceNamespace } = target;
    this.outputs = { resourceId, scalableDimension, serviceNamespace };
    if (hours.kind === "working-hours") this.work(props, hours);
  }

  private work({ place, name, tasks }: ScaledTargetProps, hours: WorkingHours): void {
    const at = (when: string, hour: number, bounds: { least: number; most: number }) =>
      new AppautoscalingScheduledAction(this, when, {
        ...this.outputs,
        name: names.of(place, `${name}-${when}`),
        schedule: workdays(hour),
        timezone: hours.timezone,
        scalableTargetAction: { minCapacity: String(bounds.least), maxCapacity: String(bounds.most) },
      });
    at("morning", hours.from, tasks);
    at("evening", hours.to, { least: 0, most: 0 });
  }
}
