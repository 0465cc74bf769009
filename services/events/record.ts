import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { Outcome } from "../../contracts/events.ts";
import type { Json, JsonObject } from "../../contracts/ocsf/json.ts";
import { isObject } from "./fields.ts";
import type { Identity } from "./normaliser.ts";

/** A CloudTrail record that has what every event needs. */
export interface CloudTrailRecord extends Identity {
  /** When it happened, epoch milliseconds. */
  readonly time: number;
  readonly eventTime: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly fields: JsonObject;
}

// JSON text is written by recursion; deeper than this no CloudTrail event goes, and far deeper no stack holds.
const deepest = 200;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const lastTime = Date.UTC(10_000, 0) - 1;
/** What may stand in a key of the lake and on the bus. */
const safeName = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Reads a raw CloudTrail event. What is kept here can be normalised, and what cannot is a dead letter here: collect,
 * lake and normalisers all ask this function, so that they never disagree.
 */
export function readRecord(raw: Uint8Array): Outcome<CloudTrailRecord> {
  const fields = parse(raw);
  if (fields === undefined) return { deadLetter: "not JSON" };
  if (!isObject(fields)) return { deadLetter: "not a JSON object" };
  if (!nestsWithin(fields, deepest)) return { deadLetter: `nested more than ${deepest} levels deep` };
  const { eventTime, eventName, eventSource, eventID } = fields;
  if (!isText(eventTime)) return { deadLetter: "no eventTime" };
  const time = isoTime.test(eventTime) ? Date.parse(eventTime) : Number.NaN;
  if (!(time >= 0 && time <= lastTime)) return { deadLetter: "eventTime is not a time" };
  if (!isText(eventName)) return { deadLetter: "no eventName" };
  if (!isText(eventSource)) return { deadLetter: "no eventSource" };
  const id = isText(eventID) ? eventID : `sha256:${createHash("sha256").update(raw).digest("hex")}`;
  return { keep: { ...placeOf(fields), id, day: dayOf(time), time, eventTime, eventName, eventSource, fields } };
}

/** The identity of a raw CloudTrail event, or why it is a dead letter. */
export function identify(raw: Uint8Array): Outcome<Identity> {
  const record = readRecord(raw);
  if (!("keep" in record)) return record;
  const { id, accountId, region, day } = record.keep;
  return { keep: { id, accountId, region, day } };
}

function parse(raw: Uint8Array): Json | undefined {
  if (!isUtf8(raw)) return undefined;
  try {
    return JSON.parse(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString()) as Json;
  } catch {
    return undefined;
  }
}

function nestsWithin(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const inner of Object.values(value)) if (!nestsWithin(inner, levels - 1)) return false;
  return true;
}

function placeOf(fields: JsonObject): Pick<Identity, "accountId" | "region"> {
  const { recipientAccountId, userIdentity, awsRegion } = fields;
  const caller = isObject(userIdentity) ? userIdentity["accountId"] : undefined;
  return { accountId: safe(recipientAccountId) ?? safe(caller) ?? "unknown", region: safe(awsRegion) ?? "unknown" };
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll("-", "");
const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";
const safe = (value: Json | undefined): string | undefined =>
  typeof value === "string" && safeName.test(value) ? value : undefined;
