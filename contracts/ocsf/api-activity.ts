import type { Json, JsonObject } from "./json.ts";

/** OCSF version of what CAP emits. */
export const ocsfVersion = "1.5.0";

/** Values of `activity_id` in class 6003. */
export const activity = { create: 1, read: 2, update: 3, delete: 4, other: 99 } as const;
/** One of {@link activity}. */
export type ActivityId = (typeof activity)[keyof typeof activity];

/** An account, by its id. */
interface Account {
  readonly uid: string;
}

/** Who called. `type_id`: 0 unknown, 1 user, 2 admin (root), 3 system (an AWS service), 99 other (a role). */
export interface User {
  readonly name?: string;
  /** ARN. */
  readonly uid?: string;
  /** Principal id. */
  readonly uid_alt?: string;
  /** As the source says it: `IAMUser`, `AssumedRole`, … */
  readonly type?: string;
  readonly type_id: 0 | 1 | 2 | 3 | 99;
  readonly account?: Account;
  /** Access key id. */
  readonly credential_uid?: string;
}

/** The session of temporary credentials. */
export interface Session {
  /** Session name. */
  readonly uid?: string;
  /** ARN of the role or user that the session was issued for. */
  readonly issuer?: string;
  /** Epoch milliseconds. */
  readonly created_time?: number;
  readonly is_mfa?: boolean;
}

/** Something acted on. */
export interface Resource {
  /** ARN. */
  readonly uid?: string;
  readonly type?: string;
  readonly owner?: { readonly account: Account };
}

/** A value worth searching for, and the field it stands in. `type_id`: 2 IP address, 4 user name, 10 resource id. */
export interface Observable {
  readonly name: string;
  readonly type_id: 2 | 4 | 10;
  readonly type: string;
  readonly value: string;
}

/** Where an event comes from. */
export interface Metadata {
  /** CloudTrail's eventID; `sha256:<hex>` of the raw event where it has none. */
  readonly uid: string;
  readonly version: typeof ocsfVersion;
  readonly product: {
    readonly name: string;
    readonly vendor_name: string;
    readonly version?: string;
    readonly feature?: { readonly name: string };
  };
  /** Kind of event at the source: `AwsApiCall`, … */
  readonly event_code?: string;
  /** The time as the source wrote it. */
  readonly original_time: string;
  /** Shared by the copies that several accounts get of one event. */
  readonly correlation_uid?: string;
  readonly profiles: readonly string[];
}

/** What was called. */
export interface Api {
  readonly operation: string;
  readonly version?: string;
  readonly service: { readonly name: string };
  readonly request?: { readonly uid: string; readonly data?: Json };
  readonly response?: { readonly error?: string; readonly message?: string; readonly data?: Json };
}

/**
 * OCSF 1.5.0 API Activity (class 6003), the part that CAP fills. Source of names and meanings: the OCSF schema
 * (github.com/ocsf/ocsf-schema, Apache-2.0). What OCSF has no place for is kept in `unmapped`.
 */
export interface ApiActivity {
  readonly category_uid: 6;
  readonly category_name: "Application Activity";
  readonly class_uid: 6003;
  readonly class_name: "API Activity";
  readonly activity_id: ActivityId;
  readonly activity_name: string;
  readonly type_uid: number;
  readonly type_name: string;
  readonly severity_id: 1;
  readonly severity: "Informational";
  readonly status_id: 1 | 2;
  readonly status: "Success" | "Failure";
  readonly status_code?: string;
  readonly status_detail?: string;
  /** Epoch milliseconds. */
  readonly time: number;
  /** ISO 8601, UTC. */
  readonly time_dt: string;
  readonly metadata: Metadata;
  readonly api: Api;
  readonly actor: {
    readonly user?: User;
    readonly session?: Session;
    readonly idp?: { readonly name: string };
    readonly invoked_by?: string;
  };
  readonly src_endpoint: {
    readonly ip?: string;
    readonly domain?: string;
    readonly uid?: string;
    readonly name?: string;
  };
  readonly http_request?: { readonly user_agent: string };
  readonly cloud: { readonly provider: "AWS"; readonly region?: string; readonly account?: Account };
  readonly resources?: readonly Resource[];
  readonly observables?: readonly Observable[];
  readonly unmapped?: JsonObject;
}
