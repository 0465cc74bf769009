import type { RecoveryProfile } from "../../contracts/recovery.ts";
import type { Streaming } from "../../environments/environment.ts";

/** What the recovery of a bus depends on. */
export interface StreamingRecoveryIntent {
  readonly streaming: Streaming;
  readonly zones: number;
  /** Whether bronze is copied to a recovery Region. */
  readonly copied: boolean;
}

/** Everything on the bus is in landing until bronze has it, so what the bus loses is read again. */
const replay = "replay: collect reads landing again";

/** How the bus comes back. MSK takes 20 to 40 minutes to make a cluster; a Fargate task about two. */
export function streamingRecovery({ streaming, zones, copied }: StreamingRecoveryIntent): RecoveryProfile {
  // What is in bronze is copied; what was on the bus alone is the lake's loss, and stands in its profile.
  const region = (what: string) =>
    copied ? [{ after: "region", rpoMinutes: 0, rtoMinutes: 60, by: `${what} made anew, empty` } as const] : [];
  switch (streaming.kind) {
    case "embedded":
      return [{ after: "data", rpoMinutes: 0, rtoMinutes: 15, by: replay }];
    case "kraft-on-fargate":
      return [
        streaming.nodes === 3
          ? { after: "node", rpoMinutes: 0, rtoMinutes: 5, by: "the other nodes lead, and fill the new one" }
          : { after: "node", rpoMinutes: 0, rtoMinutes: 30, by: `an empty node, and ${replay}` },
        { after: "zone", rpoMinutes: 0, rtoMinutes: 30, by: `nodes in the other zones, and ${replay}` },
        { after: "data", rpoMinutes: 0, rtoMinutes: 30, by: replay },
        ...region("nodes"),
      ];
    case "msk-serverless":
    case "msk-provisioned":
      return [
        { after: "node", rpoMinutes: 0, rtoMinutes: 1, by: "another broker leads; MSK replaces the one that is lost" },
        ...(zones > 2
          ? [{ after: "zone", rpoMinutes: 0, rtoMinutes: 1, by: "brokers of the other zones lead" } as const]
          : // With two copies and one in step a write may have reached the lost zone alone.
            [
              {
                after: "zone",
                rpoMinutes: 0,
                rtoMinutes: 15,
                by: `brokers of the other zone lead, and ${replay}`,
              } as const,
            ]),
        { after: "data", rpoMinutes: 0, rtoMinutes: 30, by: replay },
        ...region("a cluster"),
      ];
  }
}
