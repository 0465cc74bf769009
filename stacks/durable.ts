import type { Construct } from "constructs";
import type { DurableManifest } from "../contracts/manifest.ts";
import { tables } from "../contracts/tables.ts";
import { deliveringTrails } from "../contracts/trails.ts";
import type { Environment } from "../environments/environment.ts";
import { everyProfileOf } from "../environments/index.ts";
import { Feed, type FeedOutputs } from "../modules/audit/feed.ts";
import { Repositories, type RepositoriesOutputs } from "../modules/compute/repositories.ts";
import { Zone, type ZoneOutputs } from "../modules/compute/zone.ts";
import { Artifacts } from "../modules/delivery/artifacts.ts";
import { ExternalReader } from "../modules/identity/external-reader.ts";
import { Keys, type KeysOutputs } from "../modules/keys/keys.ts";
import type { BucketOutputs } from "../modules/lake/bucket.ts";
import { Catalog, type CatalogOutputs } from "../modules/lake/catalog.ts";
import { grantRead } from "../modules/lake/grants.ts";
import { Lake, type LakeOutputs } from "../modules/lake/lake.ts";
import { Manifest } from "../modules/manifest/manifest.ts";
import type { VaultOutputs } from "../modules/recovery/vault.ts";
import { ApiToken, type SecretOutputs } from "../modules/secrets/api-token.ts";
import { Tables, type TablesOutputs } from "../modules/tables/tables.ts";
import { keepBackups } from "./backups.ts";
import { CapStack } from "./base.ts";
import type { PlatformOptions } from "./options.ts";
import { environmentOwner } from "./owner.ts";

/** What `runtime` builds on. */
export interface DurableOutputs {
  readonly keys: KeysOutputs;
  readonly lake: LakeOutputs;
  readonly catalog: CatalogOutputs;
  readonly tables: TablesOutputs<keyof typeof tables>;
  readonly apiToken: SecretOutputs;
  readonly repositories: RepositoriesOutputs;
  /** Where the entrance has its name. @default - the entrance has none. */
  readonly zone?: ZoneOutputs;
  /** Where backups lie. @default - there are none. */
  readonly vault?: VaultOutputs;
  /** Where releases are kept. @default - Terraform brings what runs, and nothing is promoted. */
  readonly artifacts?: BucketOutputs;
  /** What brings the account's own events. @default - no trail of the environment does. */
  readonly feed?: FeedOutputs;
}

/** Keys, lake, tables, secrets, images: what must outlive every release. */
export class Durable extends CapStack {
  readonly outputs: DurableOutputs;
  constructor(scope: Construct, id: string, options: PlatformOptions) {
    super(scope, id, environmentOwner(options.environment), options);
    const { environment: place, release } = options;
    const { safety } = place;
    const { auditLockDays, scanLimitGib } = place.lake;
    const copied = place.recovery.kind === "pilot-light";
    const trails = deliveringTrails(place, place.sources.cloudtrail);
    const keys = new Keys(this, "keys", { place, safety, copied, trails }).outputs;
    const lake = new Lake(this, "lake", { place, keys, safety, auditLockDays, trails }).outputs;
    const feed = this.feed(place, lake);
    const catalog = new Catalog(this, "catalog", { place, lake, safety, scanLimitGib }).outputs;
    const stored = new Tables(this, "tables", {
      place,
      contracts: tables,
      key: keys.state,
      safety,
      capacity: place.tables,
      copied,
    }).outputs;
    const apiToken = new ApiToken(this, "api-token", { place, key: keys.operations, safety }).outputs;
    // Also while another profile of the environment runs MSK: back from that the image has to be there.
    const kafka = [place, ...everyProfileOf(place.name)].some((p) => p.streaming.kind === "kraft-on-fargate");
    const repositories = new Repositories(this, "images", { place, key: keys.operations, safety, kafka }).outputs;
    const zone = this.zone(place);
    this.letAuditorRead(options, lake);
    const backups = keepBackups(this, place, { tables: stored, key: keys.state });
    const artifacts = this.artifacts(place, keys, lake);
    const optional = { ...zone, ...backups, ...artifacts, ...feed };
    this.outputs = { keys, lake, catalog, tables: stored, apiToken, repositories, ...optional };
    new Manifest(this, "manifest", { place, stack: id, content: describeDurable(this.outputs, release.commit) });
  }

  private feed(place: Environment, { buckets }: LakeOutputs): Pick<DurableOutputs, "feed"> {
    const { safety, sources } = place;
    if (sources.cloudtrail.kind !== "own") return {};
    return { feed: new Feed(this, "feed", { place, landing: buckets.landing, safety }).outputs };
  }

  private artifacts(place: Environment, keys: KeysOutputs, lake: LakeOutputs): Pick<DurableOutputs, "artifacts"> {
    const { releases, safety } = place;
    if (releases === "terraform") return {};
    const props = { place, key: keys.operations, safety, accessLogs: lake.accessLogs };
    return { artifacts: new Artifacts(this, "artifacts", props).outputs };
  }

  /** Whoever audits the account reads the environment's evidence from outside. */
  private letAuditorRead({ environment: place, account }: PlatformOptions, { buckets }: LakeOutputs): void {
    if (account === undefined) return;
    const grants = [grantRead(buckets.audit)];
    new ExternalReader(this, "auditor", { place, name: "auditor", reader: account.auditor, grants });
  }

  private zone(place: Environment): Pick<DurableOutputs, "zone"> {
    const { entrance, safety } = place;
    if (entrance.kind === "http") return {};
    return { zone: new Zone(this, "zone", { place, domain: entrance.domain, safety }).outputs };
  }
}

const each = <T, U>(parts: Readonly<Record<string, T>>, tell: (part: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, tell(part)]));

/** What `durable`, or its copies, tell ops. */
export const describeDurable = (o: DurableOutputs, commit: string): DurableManifest => ({
  commit,
  buckets: each(
    {
      ...o.lake.buckets,
      "access-logs": o.lake.accessLogs,
      ...(o.artifacts === undefined ? {} : { artifacts: o.artifacts }),
    },
    (bucket) => bucket.name,
  ),
  tables: each(o.tables, (table) => table.name),
  database: o.catalog.database,
  workgroup: o.catalog.workgroup,
  keys: each(o.keys, (key) => key.id),
  ...(o.vault === undefined ? {} : { vault: o.vault.name }),
  ...(o.feed === undefined ? {} : { feed: o.feed.name }),
});
