/** How a value of silver is held. `json` is any JSON value, written as text. */
export type SilverType =
  | "string"
  | "int"
  | "bigint"
  | "boolean"
  | "timestamp"
  | "json"
  | { readonly struct: SilverFields }
  | { readonly list: SilverType };

/** A column of silver, or a field of a struct in it. */
export interface SilverField {
  readonly type: SilverType;
  /** True when OCSF asks for it wherever its struct is there. */
  readonly required: boolean;
  /** What it holds; only of top-level columns. */
  readonly doc: string;
}

/** Fields by name, in the order of the file's columns. */
export type SilverFields = Readonly<Record<string, SilverField>>;

const may = (type: SilverType, doc = ""): SilverField => ({ type, required: false, doc });
const must = (type: SilverType, doc = ""): SilverField => ({ type, required: true, doc });
const struct = (fields: SilverFields): SilverType => ({ struct: fields });
const list = (type: SilverType): SilverType => ({ list: type });

const account = struct({ uid: may("string") });
const named = struct({ name: may("string") });

/**
 * The columns of silver: OCSF 1.5.0 API Activity (class 6003), as far as CAP fills it, nested as in Security Lake. The
 * one place that says so: the Parquet schema, the SQL types and the check of an event are all read from here.
 */
export const silverFields: SilverFields = {
  time: must("bigint", "when it happened, milliseconds since 1970, UTC"),
  time_dt: may("timestamp", "the same as a timestamp, UTC"),
  category_uid: must("int", "6, Application Activity"),
  category_name: may("string", "Application Activity"),
  class_uid: must("int", "6003, API Activity"),
  class_name: may("string", "API Activity"),
  activity_id: must("int", "1 create, 2 read, 3 update, 4 delete, 99 other"),
  activity_name: may("string", "name of activity_id; the operation itself when other"),
  type_uid: must("bigint", "class_uid * 100 + activity_id"),
  type_name: may("string", "API Activity: <activity_name>"),
  severity_id: must("int", "1 informational to 6 fatal"),
  severity: may("string", "name of severity_id"),
  status_id: may("int", "1 success, 2 failure"),
  status: may("string", "name of status_id"),
  status_code: may("string", "error code, as the service gave it"),
  status_detail: may("string", "error message, as the service gave it"),
  metadata: must(
    struct({
      uid: must("string"),
      version: must("string"),
      product: must(
        struct({ name: may("string"), vendor_name: may("string"), version: may("string"), feature: may(named) }),
      ),
      event_code: may("string"),
      original_time: may("string"),
      correlation_uid: may("string"),
      profiles: may(list("string")),
    }),
    "where the event comes from; uid is CloudTrail's eventID",
  ),
  api: must(
    struct({
      operation: must("string"),
      version: may("string"),
      service: may(named),
      request: may(struct({ uid: must("string"), data: may("json") })),
      response: may(struct({ error: may("string"), message: may("string"), data: may("json") })),
    }),
    "what was called; data is JSON text of request parameters and response elements",
  ),
  actor: must(
    struct({
      user: may(
        struct({
          name: may("string"),
          uid: may("string"),
          uid_alt: may("string"),
          type: may("string"),
          type_id: may("int"),
          account: may(account),
          credential_uid: may("string"),
        }),
      ),
      session: may(
        struct({
          uid: may("string"),
          issuer: may("string"),
          created_time: may("bigint"),
          is_mfa: may("boolean"),
        }),
      ),
      idp: may(named),
      invoked_by: may("string"),
    }),
    "who called; user.uid is the ARN, user.uid_alt the principal id, user.credential_uid the access key id",
  ),
  src_endpoint: must(
    struct({ ip: may("string"), domain: may("string"), uid: may("string"), name: may("string") }),
    "from where; domain when AWS itself called, uid is the VPC endpoint",
  ),
  http_request: may(struct({ user_agent: may("string") }), "what the client says it is"),
  cloud: may(struct({ provider: must("string"), region: may("string"), account: may(account) }), "where it happened"),
  resources: may(
    list(struct({ uid: may("string"), type: may("string"), owner: may(struct({ account: may(account) })) })),
    "what was acted on, where CloudTrail names it",
  ),
  observables: may(
    list(struct({ name: may("string"), type_id: must("int"), type: may("string"), value: may("string") })),
    "values worth searching for, whatever field they stand in",
  ),
  unmapped: may("json", "JSON text of everything that has no place above"),
};
