import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A source of chance that gives the same numbers for the same seed (mulberry32); 0 <= number < 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const regions = ["eu-west-1", "us-east-1", "ap-southeast-2"] as const;
const accounts = ["111111111111", "222222222222"] as const;

/** A CloudTrail record that says little but is whole. */
export function trailEvent(random: () => number, change: Record<string, unknown> = {}): Record<string, unknown> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const account = pick(accounts);
  const at = Date.UTC(2026, 2, 1 + Math.floor(random() * 2)) + Math.floor(random() * 86_400) * 1_000;
  return {
    eventVersion: "1.08",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDA",
      arn: `arn:aws:iam::${account}:user/ada`,
      accountId: account,
      userName: "ada",
    },
    eventTime: new Date(at).toISOString().replace(".000Z", "Z"),
    eventSource: "s3.amazonaws.com",
    eventName: "ListBuckets",
    awsRegion: pick(regions),
    sourceIPAddress: "192.0.2.7",
    userAgent: "aws-cli/2",
    requestParameters: null,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
    ...change,
  };
}

/** A CloudTrail log file, gzipped. */
export const trailFile = (events: readonly unknown[]): Uint8Array => gzipSync(JSON.stringify({ Records: events }));

/** The S3 notification of one object, as it comes in a queue message. */
export function notificationOf(key: string, info: { readonly size: number; readonly etag: string }): string {
  const object = { key: encodeURIComponent(key).replaceAll("%2F", "/"), size: info.size, eTag: info.etag };
  return JSON.stringify({ Records: [{ eventName: "ObjectCreated:Put", s3: { bucket: { name: "landing" }, object } }] });
}
