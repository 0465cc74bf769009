/** What the platform says of itself, on the event bus of its environment. */
export const platformEvents = {
  /** Name of the bus, without the environment's prefix. */
  bus: "platform",
  /** Who speaks: EventBridge's `source`. */
  source: "cap",
  /** What happened: EventBridge's `detail-type`. `detail` is what the command that says it reports as JSON. */
  kinds: {
    releasePromoted: "Release Promoted",
    releaseRolledBack: "Release Rolled Back",
    driftFound: "Drift Found",
  },
} as const;
