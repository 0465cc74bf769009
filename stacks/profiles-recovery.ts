import type { RecoveryProfile } from "../contracts/recovery.ts";
import { accounts } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import { apiRecovery } from "../modules/api/recovery.ts";
import { auditRecovery } from "../modules/audit/recovery.ts";
import { bootstrapRecovery } from "../modules/bootstrap/recovery.ts";
import { computeRecovery } from "../modules/compute/recovery.ts";
import { deliveryRecovery } from "../modules/delivery/recovery.ts";
import { functionsRecovery } from "../modules/functions/recovery.ts";
import { insightRecovery } from "../modules/insight/recovery.ts";
import { keysRecovery } from "../modules/keys/recovery.ts";
import { lakeRecovery } from "../modules/lake/recovery.ts";
import { messagingRecovery } from "../modules/messaging/recovery.ts";
import { networkRecovery } from "../modules/network/recovery.ts";
import { backupsRecovery } from "../modules/recovery/recovery.ts";
import { secretsRecovery } from "../modules/secrets/recovery.ts";
import { streamingRecovery } from "../modules/streaming/recovery.ts";
import { tablesRecovery } from "../modules/tables/recovery.ts";
import { regionsOf } from "./places.ts";

/** How each part of an environment comes back, in data order, and its account's evidence and states after them. */
export function recoveryOf(e: Environment): Record<string, RecoveryProfile> {
  const { kind } = e.recovery;
  const copied = kind === "pilot-light";
  return {
    keys: keysRecovery(copied),
    secrets: secretsRecovery({ copied }),
    network: networkRecovery(e.network.egress, copied),
    messaging: messagingRecovery(kind),
    streaming: streamingRecovery({ streaming: e.streaming, zones: e.network.zones, copied }),
    lake: lakeRecovery({ copied, freshnessMinutes: Math.ceil(e.freshness.maxAgeSeconds / 60) }),
    // A backup is the last way back to a table, never the first.
    tables: [...tablesRecovery({ copied }), ...backupsRecovery(kind)],
    compute: computeRecovery(kind),
    functions: functionsRecovery(kind),
    ...(e.api.kind === "none" ? {} : { api: apiRecovery(kind) }),
    ...(e.insight.kind === "none" ? {} : { insight: insightRecovery }),
    delivery: deliveryRecovery,
    ...ofAccount(e),
  };
}

/** Nobody's where there is no account. */
function ofAccount(e: Environment): Record<string, RecoveryProfile> {
  const account = accounts[e.account];
  if (account === undefined) return {};
  return { bootstrap: bootstrapRecovery(regionsOf(account).length), audit: auditRecovery() };
}
