import type { RecoveryLine, RecoveryProfile } from "../../contracts/recovery.ts";
import type { Egress } from "../../environments/environment.ts";

const zone: Readonly<Record<Egress, Omit<RecoveryLine, "after" | "rpoMinutes">>> = {
  none: { rtoMinutes: 0, by: "every zone has its own subnets and endpoints" },
  "nat-instance": {
    rtoMinutes: 30,
    by: "a public subnet of another zone, by an apply; only if its zone was the lost one",
  },
  "nat-gateway": { rtoMinutes: 30, by: "a gateway in another zone, by an apply; only if its zone was the lost one" },
  "nat-gateway-per-zone": { rtoMinutes: 0, by: "every zone has a gateway of its own" },
};

/** How the network comes back; after a Region only where something waits in another. It holds no data to lose. */
export const networkRecovery = (egress: Egress, copied: boolean): RecoveryProfile => [
  {
    after: "node",
    rpoMinutes: 0,
    ...(egress === "nat-instance"
      ? { rtoMinutes: 3, by: "Auto Scaling starts another instance on the same interface" }
      : { rtoMinutes: 0, by: "it has no node of ours" }),
  },
  { after: "zone", rpoMinutes: 0, ...zone[egress] },
  ...(copied
    ? [
        {
          after: "region",
          rpoMinutes: 0,
          rtoMinutes: 15,
          by: "built anew from the code in the recovery Region",
        } as const,
      ]
    : []),
];
