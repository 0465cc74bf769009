import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone/index.js";
import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import { tables } from "../contracts/tables.ts";
import { deliveringTrails } from "../contracts/trails.ts";
import type { Environment } from "../environments/environment.ts";
import { Repositories } from "../modules/compute/repositories.ts";
import type { KeyOutputs } from "../modules/keys/keys.ts";
import { ReplicaKeys } from "../modules/keys/replica-keys.ts";
import { replicationLatencyAlarms } from "../modules/lake/alarms.ts";
import { Catalog } from "../modules/lake/catalog.ts";
import { Lake } from "../modules/lake/lake.ts";
import { copiedBuckets } from "../modules/lake/replication.ts";
import { Retention } from "../modules/lake/retention.ts";
import { Manifest } from "../modules/manifest/manifest.ts";
import { AlarmTopic } from "../modules/observability/alarm-topic.ts";
import { Alarms } from "../modules/observability/alarms.ts";
import type { EntranceCheckOutputs } from "../modules/recovery/entrance-check.ts";
import { healthCheckRegion, Reachability } from "../modules/recovery/reachability.ts";
import { Vault } from "../modules/recovery/vault.ts";
import { ApiToken } from "../modules/secrets/api-token.ts";
import { TableReplicas } from "../modules/tables/replicas.ts";
import { CapStack } from "./base.ts";
import { type DurableOutputs, describeDurable } from "./durable.ts";
import { Elsewhere } from "./elsewhere.ts";
import { healthPath, regionalName } from "./entrance-names.ts";
import type { PlatformOptions } from "./options.ts";
import { environmentOwner } from "./owner.ts";

/** Options of {@link Recovery}: the environment as it is named in the recovery Region, and what is copied there. */
export interface RecoveryOptions extends PlatformOptions {
  /** The environment that is copied. */
  readonly primary: Environment;
  readonly durable: DurableOutputs;
}

/** What `runtime` is built on anew, and what watches the Region that may be lost. */
export interface RecoveryOutputs extends DurableOutputs {
  /** Of the primary entrance. @default - it has no name that could be led elsewhere. */
  readonly entranceCheck?: EntranceCheckOutputs;
}

/**
 * Copies of what is durable, in another Region: a pilot light from which runtime is built anew. What it hands on can be
 * had while the primary Region is gone: names are computed and the zone is looked up, so that `runtime` of this site reads
 * this state and no other. The API's token is one of its own, because no state may carry a secret from here to there.
 */
export class Recovery extends CapStack {
  readonly outputs: RecoveryOutputs;
  constructor(scope: Construct, id: string, options: RecoveryOptions) {
    super(scope, id, environmentOwner(options.environment), options);
    const { environment: place, primary, release } = options;
    const { safety } = place;
    const { auditLockDays, scanLimitGib } = place.lake;
    // None is made here: whoever stands in lets the same trails in, so that one call brings events to this Region.
    const trails = deliveringTrails(place, place.sources.cloudtrail);
    const keys = new ReplicaKeys(this, "keys", { place, primaries: options.durable.keys, safety, trails }).outputs;
    const lake = new Lake(this, "lake", { place, keys, safety, auditLockDays, trails }).outputs;
    new Retention(this, "retention", {
      lake,
      landingDays: place.lake.landingDays,
      accessLogDays: place.logs.retentionDays,
    });
    const catalog = new Catalog(this, "catalog", { place, lake, safety, scanLimitGib }).outputs;
    const replicas = this.replicas(options, keys.state);
    const apiToken = new ApiToken(this, "api-token", { place, key: keys.operations, safety }).outputs;
    // Under the primary's names: ECR copies an image into the repository of the same name.
    const images = { ...place, name: primary.name };
    const repositories = new Repositories(this, "images", { place: images, key: keys.operations, safety }).outputs;
    const vault = new Vault(this, "vault", { place, key: keys.state, safety }).outputs;
    const stored = { keys, lake, catalog, tables: replicas, apiToken, repositories, vault };
    this.outputs = { ...stored, ...this.entrance(options) };
    this.watchCopies(options);
    // At its place it is what durable is at home, and is looked for under that name.
    new Manifest(this, "manifest", { place, stack: "durable", content: describeDurable(this.outputs, release.commit) });
  }

  private replicas({ environment, primary, durable }: RecoveryOptions, key: KeyOutputs): DurableOutputs["tables"] {
    const { safety } = environment;
    const copies = new TableReplicas(this, "tables", { of: durable.tables, key, safety }).outputs;
    // A replica has its table's name, computed here: the state that it stands in may be out of reach.
    const named = (Object.keys(tables) as (keyof typeof tables)[]).map((table) => {
      const name = names.of(primary, tables[table].name);
      return [table, { ...copies[table], name }] as const;
    });
    return Object.fromEntries(named) as DurableOutputs["tables"];
  }

  /** S3 says how late a copy is only where the copy is. */
  private watchCopies({ environment: place, primary }: RecoveryOptions): void {
    const { keys, lake } = this.outputs;
    const { notify } = place.observability;
    const topic = new AlarmTopic(this, "alarm-topic", { place, name: "copies", key: keys.operations, notify }).outputs;
    const copied = copiedBuckets((part) => names.bucket(primary, part), lake);
    new Alarms(this, "alarms", { place, topic, alarms: replicationLatencyAlarms(copied) });
  }

  private entrance(options: RecoveryOptions): Pick<RecoveryOutputs, "zone" | "entranceCheck"> {
    const { environment: place, primary, emulated } = options;
    const { entrance, observability } = primary;
    if (entrance.kind === "http") return {};
    const zone = new DataAwsRoute53Zone(this, "zone", { name: entrance.domain });
    const outside = new Elsewhere(this, "outside", {
      owner: environmentOwner(place),
      region: healthCheckRegion,
      emulated,
    });
    const entranceCheck = new Reachability(outside, "reachability", {
      place: { ...place, region: healthCheckRegion },
      fqdn: regionalName(primary.region, entrance.domain),
      path: healthPath,
      notify: observability.notify,
      safety: place.safety,
    }).outputs;
    return { zone: { id: zone.zoneId, domain: entrance.domain }, entranceCheck };
  }
}
