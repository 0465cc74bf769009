import type { Outcome } from "../../../contracts/events.ts";
import { type Api, type ApiActivity, type Metadata, ocsfVersion } from "../../../contracts/ocsf/api-activity.ts";
import { activityOf } from "../cloudtrail/activity.ts";
import { actorOf } from "../cloudtrail/actor.ts";
import { defined } from "../cloudtrail/defined.ts";
import { observablesOf, resourcesOf, sourceOf } from "../cloudtrail/place.ts";
import { Fields, isObject } from "../fields.ts";
import { type CloudTrailRecord, readRecord } from "../record.ts";

export { identify } from "../record.ts";

/**
 * A raw CloudTrail event as OCSF API Activity. Follows the mapping that AWS publishes for CloudTrail in Security Lake;
 * `user.type` keeps CloudTrail's word, as there.
 */
export function normalise(raw: Uint8Array): Outcome<ApiActivity> {
  const record = readRecord(raw);
  return "keep" in record ? { keep: mapped(record.keep) } : record;
}

const taken = ["eventID", "eventTime", "eventName", "eventSource", "readOnly"];

function mapped(record: CloudTrailRecord): ApiActivity {
  const { eventName, eventSource, time } = record;
  const fields = new Fields(record.fields);
  const { id, name } = activityOf(eventName, fields.peek("readOnly") === true);
  const status = statusOf(fields);
  const actor = actorOf(fields.fields("userIdentity"), eventSource);
  const src_endpoint = sourceOf(fields);
  const resources = resourcesOf(fields);
  const userAgent = fields.text("userAgent");
  const api = apiOf(record, fields, status);
  const metadata = metadataOf(record, fields);
  const cloud = cloudOf(fields);
  for (const field of taken) fields.forget(field);
  return {
    category_uid: 6,
    category_name: "Application Activity",
    class_uid: 6003,
    class_name: "API Activity",
    activity_id: id,
    activity_name: name,
    type_uid: 600_300 + id,
    type_name: `API Activity: ${name}`,
    severity_id: 1,
    severity: "Informational",
    ...status,
    time,
    time_dt: new Date(time).toISOString(),
    metadata,
    api,
    actor,
    src_endpoint,
    cloud,
    ...defined({
      http_request: userAgent === undefined ? undefined : { user_agent: userAgent },
      resources,
      observables: observablesOf(src_endpoint.ip, actor.user, resources),
      unmapped: fields.rest(),
    }),
  };
}

type Status = Pick<ApiActivity, "status" | "status_id" | "status_code" | "status_detail">;

/** A failed sign-in to the console has no error code: its answer says so. */
function statusOf(fields: Fields): Status {
  const status_code = fields.text("errorCode");
  const status_detail = fields.text("errorMessage");
  const answer = fields.peek("responseElements");
  const refused = isObject(answer) && answer["ConsoleLogin"] === "Failure";
  const failed = status_code !== undefined || status_detail !== undefined || refused;
  return {
    ...(failed ? { status_id: 2, status: "Failure" } : { status_id: 1, status: "Success" }),
    ...defined({ status_code, status_detail }),
  };
}

/** OCSF wants a request to have an id: without one, the parameters stay for `unmapped`. */
function apiOf({ eventName, eventSource }: CloudTrailRecord, fields: Fields, status: Status): Api {
  const uid = fields.text("requestID");
  const request = uid === undefined ? undefined : { uid, ...defined({ data: fields.any("requestParameters") }) };
  const response = defined({
    error: status.status_code,
    message: status.status_detail,
    data: fields.any("responseElements"),
  });
  return {
    operation: eventName,
    service: { name: eventSource },
    ...defined({
      version: fields.text("apiVersion"),
      request,
      response: Object.keys(response).length === 0 ? undefined : response,
    }),
  };
}

function metadataOf({ id, eventTime }: CloudTrailRecord, fields: Fields): Metadata {
  const feature = fields.text("eventCategory");
  return {
    uid: id,
    version: ocsfVersion,
    product: {
      name: "CloudTrail",
      vendor_name: "AWS",
      ...defined({
        version: fields.text("eventVersion"),
        feature: feature === undefined ? undefined : { name: feature },
      }),
    },
    original_time: eventTime,
    profiles: ["cloud", "datetime"],
    ...defined({ event_code: fields.text("eventType"), correlation_uid: fields.text("sharedEventID") }),
  };
}

function cloudOf(fields: Fields): ApiActivity["cloud"] {
  const uid = fields.text("recipientAccountId");
  const account = uid === undefined ? undefined : { uid };
  return { provider: "AWS", ...defined({ region: fields.text("awsRegion"), account }) };
}
