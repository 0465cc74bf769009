import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** What decides how the lake comes back. */
export interface LakeCopies {
  /** Whether it is copied to another Region. */
  readonly copied: boolean;
  /** What landed may wait so long for bronze, minutes: until then it is in one Region only. */
  readonly freshnessMinutes: number;
}

/** S3's promise for what cannot be made again. */
const promisedMinutes = 15;

/** How the lake comes back. */
export const lakeRecovery = ({ copied, freshnessMinutes }: LakeCopies): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "S3 has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "S3 keeps every object in three zones" },
  {
    after: "data",
    rpoMinutes: 0,
    rtoMinutes: 60,
    by: "older versions, for 30 days; silver and gold anew from bronze by replay",
  },
  ...(copied
    ? [
        {
          after: "region",
          rpoMinutes: freshnessMinutes + promisedMinutes,
          rtoMinutes: 15,
          by: "replicas in the recovery Region; what had landed and was not yet in bronze is lost",
        } as const,
      ]
    : []),
];
