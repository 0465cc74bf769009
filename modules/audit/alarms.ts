import { type TrailSignal, trailNamespace } from "../../contracts/metrics.ts";
import type { AlarmSpec } from "../observability/alarm.ts";
import { type Signal, trailSignals } from "./trail-signals.ts";

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/**
 * An alarm for each signal of the trail. Sum, because every record counts as one; no record means that nothing happened,
 * so missing data is fine. A trail that stops delivering says so by {@link trailSignals}.TrailChanged before it is silent.
 * A release changes policies and routes too: the runbook tells an apply of CI from a person's hand.
 */
export const trailAlarms = (): AlarmSpec[] =>
  (Object.entries(trailSignals) as [TrailSignal, Signal][]).map(([name, { means, runbook, atLeast = 1 }]) => ({
    name: kebab(name),
    means,
    runbook,
    metric: { namespace: trailNamespace, name, dimensions: {} },
    statistic: "Sum",
    when: { atLeast },
    periodSeconds: 300,
    breaching: { periods: 1, of: 1 },
    missing: "notBreaching",
  }));
