import { platformEvents } from "../../contracts/platform-events.ts";
import type { EventAlarmSpec } from "./event-alarms.ts";

const said = (kind: keyof typeof platformEvents.kinds): EventAlarmSpec["pattern"] => ({
  source: [platformEvents.source],
  "detail-type": [platformEvents.kinds[kind]],
});

/** What commands say on the environment's own bus, told to people: nobody should learn of a release from its alarms. */
export const platformEventAlarms: readonly EventAlarmSpec[] = [
  {
    name: "release-promoted",
    means: "Another release runs here.",
    runbook: "release-moved",
    pattern: said("releasePromoted"),
  },
  {
    name: "release-rolled-back",
    means: "A release was taken back: the one before it runs again.",
    runbook: "release-moved",
    pattern: said("releaseRolledBack"),
  },
  {
    name: "drift-found",
    means: "What runs is not what the code says: somebody changed it by hand.",
    runbook: "drift-found",
    pattern: said("driftFound"),
  },
];
