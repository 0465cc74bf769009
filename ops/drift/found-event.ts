import { names } from "../../contracts/names.ts";
import { platformEvents } from "../../contracts/platform-events.ts";
import type { DriftReport } from "./finding.ts";

/** An entry of EventBridge's PutEvents. */
export interface EventEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly EventBusName: string;
  /** JSON. */
  readonly Detail: string;
}

/**
 * What a look that found drift tells on the environment's own bus, whose rules tell people: how much and how bad. The
 * findings themselves may be more than an event holds, 256 KB; they are where `run` points to. Nothing where there is none.
 *
 * @param run URL of the run that looked
 */
export function foundEvents({ environment, findings }: DriftReport, run: string): readonly EventEntry[] {
  const open = findings.filter((f) => f.recorded === undefined);
  const [worst] = open;
  if (worst === undefined) return [];
  const detail = { environment, findings: open.length, worst: worst.severity, run };
  return [
    {
      Source: platformEvents.source,
      DetailType: platformEvents.kinds.driftFound,
      EventBusName: names.of({ name: environment }, platformEvents.bus),
      Detail: JSON.stringify(detail),
    },
  ];
}
