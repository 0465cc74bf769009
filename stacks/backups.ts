import type { Construct } from "constructs";
import type { tables as contracts } from "../contracts/tables.ts";
import type { Environment } from "../environments/environment.ts";
import { atRecoverySite } from "../environments/recovery-site.ts";
import type { KeyOutputs } from "../modules/keys/keys.ts";
import { Backups } from "../modules/recovery/backups.ts";
import { RestoreTests } from "../modules/recovery/restore-tests.ts";
import { Vault, type VaultOutputs } from "../modules/recovery/vault.ts";
import type { TablesOutputs } from "../modules/tables/tables.ts";

/** What backups need to know of the environment's data. */
export interface BackedUp {
  readonly tables: TablesOutputs<keyof typeof contracts>;
  /** Of the backups themselves. */
  readonly key: KeyOutputs;
}

/**
 * Vault, plan and restore tests; nothing where the environment keeps no backups. The copies' vault is made after this, by
 * `recovery`: its name is known before, and the first copy is made the night after.
 */
export function keepBackups(
  scope: Construct,
  place: Environment,
  { tables, key }: BackedUp,
): { readonly vault?: VaultOutputs } {
  const { recovery, safety } = place;
  if (recovery.kind === "none") return {};
  const vault = new Vault(scope, "vault", { place, key, safety }).outputs;
  const copyTo = atRecoverySite(place);
  const all = Object.values(tables);
  new Backups(scope, "backups", { place, vault, tables: all, safety, ...(copyTo === undefined ? {} : { copyTo }) });
  // One of each kind: a master, one with streams and indexes, one whose order matters. AWS bills each test.
  const tested = [tables.customers, tables.incidents, tables.ledgers];
  if (safety === "protected") new RestoreTests(scope, "restore-tests", { place, vault, tables: tested });
  return { vault };
}
