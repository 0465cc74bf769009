import type { RecoveryProfile } from "../../contracts/recovery.ts";

/**
 * How the API's token comes back. The recovery Region has a token of its own, made there: a replica would have to be
 * encrypted with a key that exists only after `durable`, which owns the secret, was applied. Clients change tokens with
 * the Region.
 */
export const secretsRecovery = ({ copied }: { readonly copied: boolean }): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "Secrets Manager has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "Secrets Manager spans the zones of its Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 15, by: "called back within 30 days (protected), or another generation" },
  ...(copied
    ? [{ after: "region", rpoMinutes: 0, rtoMinutes: 15, by: "a token of the recovery Region's own" } as const]
    : []),
];
