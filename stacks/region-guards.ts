import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import type { Account } from "../environments/accounts.ts";
import { ApiAccountLogging } from "../modules/api/account-logging.ts";
import { Detectors } from "../modules/audit/detectors.ts";
import { Recorder, type RecorderOutputs } from "../modules/audit/recorder.ts";
import { RegionDefaults } from "../modules/audit/region-defaults.ts";
import { Registry } from "../modules/audit/registry.ts";
import { TraceKey } from "../modules/audit/trace-key.ts";
import type { AccountBucketOutputs } from "../modules/bootstrap/account-bucket.ts";
import type { KeyOutputs } from "../modules/keys/keys.ts";
import { TraceEncryption } from "../modules/observability/trace-encryption.ts";
import { otherRegions, residents } from "./places.ts";

/** What guards of a Region write to. */
export interface RegionGuardsOptions {
  /** Where Config's records go, from every Region. */
  readonly config: AccountBucketOutputs;
  readonly key: KeyOutputs;
}

/** What guards the account's own Region: its findings, and those of the others, come together here. */
export function guardHome(scope: Construct, account: Account, { config, key }: RegionGuardsOptions): RecorderOutputs {
  const place = account;
  const recorder = new Recorder(scope, "recorder", { place, bucket: config, key }).outputs;
  new Detectors(scope, "detectors", { place, collectsFrom: otherRegions(account) });
  new RegionDefaults(scope, "region-defaults");
  const copied = residents(account)
    .filter((e) => e.recovery.kind === "pilot-light" && e.region === account.region)
    .map((e) => `${names.prefix(e)}/`);
  new Registry(scope, "registry", { place, recoveryRegion: account.recoveryRegion, copied });
  new TraceEncryption(scope, "traces", { key });
  if (servesApi(account)) new ApiAccountLogging(scope, "api-logging", { place });
  return recorder;
}

/** What guards another Region that the account uses: what is built there anew must be seen as well as it was at home. */
export function guardElsewhere(
  scope: Construct,
  account: Account,
  { config, key }: RegionGuardsOptions,
  { roleArn }: RecorderOutputs,
): void {
  const place = account;
  new Recorder(scope, "recorder", { place, bucket: config, key, roleArn });
  new Detectors(scope, "detectors", { place });
  new RegionDefaults(scope, "region-defaults");
  new Registry(scope, "registry", { place, recoveryRegion: account.recoveryRegion });
  new TraceEncryption(scope, "traces", { key: new TraceKey(scope, "trace-key", { place }).outputs });
  // Roles have no Region: this one is named after it.
  const named = { ...account, name: `${account.name}-${account.region}` };
  if (servesApi(account)) new ApiAccountLogging(scope, "api-logging", { place: named });
}

const servesApi = (account: Account): boolean => residents(account).some((e) => e.api.kind === "rest");
