import type { Construct } from "constructs";
import { Budget } from "../modules/cost/budget.ts";
import type { AlarmTopicOutputs } from "../modules/observability/alarm-topic.ts";
import { placesOf } from "./places.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

/** The budget of an environment and of its copies, where it has one. */
export function setBudget(scope: Construct, options: RuntimeOptions, topic: AlarmTopicOutputs): void {
  const { environment: place, copies } = options;
  const { monthlyUsd } = place.cost;
  if (monthlyUsd === 0) return;
  const counted = copies === undefined ? [place] : placesOf(place);
  const environments = counted.map((e) => e.name);
  const { notify } = place.observability;
  new Budget(scope, "budget", { place, environments, monthlyUsd, topic, notify });
}
