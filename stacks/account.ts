import type { Construct } from "constructs";
import { type BucketPart, bucketNames, names } from "../contracts/names.ts";
import type { Account } from "../environments/accounts.ts";
import { AccountDefaults } from "../modules/audit/account-defaults.ts";
import { trailAlarms } from "../modules/audit/alarms.ts";
import { AuditKey } from "../modules/audit/audit-key.ts";
import { Evidence } from "../modules/audit/evidence.ts";
import { Findings } from "../modules/audit/findings.ts";
import { Trail, type TrailOutputs } from "../modules/audit/trail.ts";
import { TrailMetrics } from "../modules/audit/trail-metrics.ts";
import type { AccountBucketOutputs } from "../modules/bootstrap/account-bucket.ts";
import { AllocationTags } from "../modules/cost/allocation-tags.ts";
import { Anomalies } from "../modules/cost/anomalies.ts";
import { Categories } from "../modules/cost/categories.ts";
import { PasswordPolicy } from "../modules/identity/password-policy.ts";
import type { KeyOutputs } from "../modules/keys/keys.ts";
import { AlarmTopic } from "../modules/observability/alarm-topic.ts";
import { Alarms } from "../modules/observability/alarms.ts";
import { CapStack } from "./base.ts";
import type { BootstrapOutputs } from "./bootstrap.ts";
import { Elsewhere } from "./elsewhere.ts";
import type { StackOptions } from "./options.ts";
import { accountOwner } from "./owner.ts";
import { otherRegions, residents } from "./places.ts";
import { guardElsewhere, guardHome } from "./region-guards.ts";

/** Options of {@link AccountStack}. */
export interface AccountOptions extends StackOptions {
  readonly bootstrap: BootstrapOutputs;
}

interface Recorded {
  readonly trail: TrailOutputs;
  readonly config: AccountBucketOutputs;
}

/** What an account can have only once: two environments in it would fight over it. The same bytes from each of them. */
export class AccountStack extends CapStack {
  constructor(scope: Construct, id: string, account: Account, options: AccountOptions) {
    super(scope, id, accountOwner(account), options);
    const { people } = options.bootstrap;
    const key = new AuditKey(this, "audit-key", { place: account, auditor: people.auditor.arn }).outputs;
    const { trail, config } = this.record(account, key, options.bootstrap);
    this.tell(account, key, trail);
    const recorder = guardHome(this, account, { config, key });
    for (const region of otherRegions(account)) {
      const there = new Elsewhere(this, `guards-${region}`, { owner: accountOwner(account), region, ...options });
      guardElsewhere(there, { ...account, region }, { config, key }, recorder);
    }
    new AccountDefaults(this, "defaults", { contact: account.contact });
    new PasswordPolicy(this, "passwords");
    this.price(account);
  }

  private record(account: Account, key: KeyOutputs, { logs, states, people }: BootstrapOutputs): Recorded {
    const place = account;
    const evidence = new Evidence(this, "evidence", {
      place,
      key,
      logsTo: logs,
      auditor: people.auditor.arn,
      lockDays: account.auditLockDays,
      safety: account.safety,
    }).outputs;
    const lakes = residents(account).flatMap((e) => watchedParts.map((part) => names.bucket(e, part)));
    const watchedBuckets = [...states, ...lakes];
    const trail = new Trail(this, "trail", { place, bucket: evidence.trail, key, watchedBuckets }).outputs;
    return { trail, config: evidence.config };
  }

  private tell(account: Account, key: KeyOutputs, trail: TrailOutputs): void {
    const place = account;
    const topic = new AlarmTopic(this, "topic", { place, name: "alarms", key, notify: account.notify }).outputs;
    new TrailMetrics(this, "trail-metrics", { place, trail });
    new Alarms(this, "alarms", { place, topic, alarms: trailAlarms() });
    new Findings(this, "findings", { place, topic, collected: otherRegions(account).length > 0 });
  }

  private price({ teams, anomalyUsd, notify, costTags, ...place }: Account): void {
    new Anomalies(this, "anomalies", { place, teams, atLeastUsd: anomalyUsd, notify });
    new Categories(this, "categories", { place });
    if (costTags === "activate") new AllocationTags(this, "cost-tags");
  }
}

// Results can be made anew, and access logs would be watched by what they record.
const unwatched: readonly BucketPart[] = ["results", "access-logs"];
const watchedParts = bucketNames.filter((part) => !unwatched.includes(part));
