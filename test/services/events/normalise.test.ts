import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { eventKinds } from "../../../contracts/events.ts";
import { checkApiActivity } from "../../../contracts/ocsf/check.ts";
import { identify, normalise, toSilverColumns } from "../../../services/events/index.ts";
import fc from "../../support/properties.ts";

const bytes = (record: unknown): Buffer => Buffer.from(JSON.stringify(record));
const least = { eventTime: "2026-01-14T10:00:00Z", eventName: "GetObject", eventSource: "s3.amazonaws.com" };
function kept(record: unknown) {
  const outcome = normalise("cloudtrail", bytes(record));
  if (!("keep" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.keep;
}

test("each kind has a file of its name, and each file is a kind", () => {
  const folder = new URL("../../../services/events/normalisers/", import.meta.url);
  expect(readdirSync(folder).sort()).toEqual(eventKinds.map((kind) => `${kind}.ts`).sort());
  for (const kind of eventKinds) expect(normalise(kind, Buffer.from("{"))).toEqual({ deadLetter: "not JSON" });
});

test.each<[string, unknown, string]>([
  ["no eventTime", { ...least, eventTime: undefined }, "no eventTime"],
  ["an eventTime that is no time", { ...least, eventTime: "yesterday" }, "eventTime is not a time"],
  ["a day that does not exist", { ...least, eventTime: "2026-13-40T00:00:00Z" }, "eventTime is not a time"],
  ["a time as a number", { ...least, eventTime: 1 }, "no eventTime"],
  ["no eventName", { ...least, eventName: "" }, "no eventName"],
  ["no eventSource", { ...least, eventSource: null }, "no eventSource"],
  ["a list", [least], "not a JSON object"],
  ["null", null, "not a JSON object"],
])("%s is a dead letter", (_, record, deadLetter) => {
  expect(normalise("cloudtrail", bytes(record))).toEqual({ deadLetter });
  expect(identify("cloudtrail", bytes(record))).toEqual({ deadLetter });
});

test("bytes that are no JSON are a dead letter, and so is nesting that no stack holds", () => {
  expect(normalise("cloudtrail", Buffer.from("{"))).toEqual({ deadLetter: "not JSON" });
  const deep = JSON.stringify(least).replace("}", `,"x":${"[".repeat(9_000)}${"]".repeat(9_000)}}`);
  expect(normalise("cloudtrail", Buffer.from(deep))).toEqual({ deadLetter: "nested more than 200 levels deep" });
});

const anyField = fc.constantFrom(
  ...[
    "eventTime",
    "eventID",
    "userIdentity",
    "sessionContext",
    "resources",
    "sourceIPAddress",
    "errorCode",
    "awsRegion",
  ],
  ...["requestParameters", "responseElements", "requestID", "recipientAccountId", "__proto__", "constructor"],
);

test("never throws; keeps exactly what identify keeps; what it keeps fits silver", () => {
  const strange = fc.dictionary(anyField, fc.jsonValue({ stringUnit: "binary" }));
  fc.assert(
    fc.property(strange, fc.boolean(), (fields, whole) => {
      const text = JSON.stringify(fields).replace(/^\{/, whole ? `{${JSON.stringify(least).slice(1, -1)},` : "{");
      const raw = Buffer.from(text.replace(",}", "}"));
      const outcome = normalise("cloudtrail", raw);
      expect("keep" in outcome).toBe("keep" in identify("cloudtrail", raw));
      if (!("keep" in outcome)) return;
      expect(checkApiActivity(outcome.keep)).toEqual([]);
      expect(() => toSilverColumns([outcome.keep])).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

test("an event without an id is known by the digest of its bytes", () => {
  expect(kept(least).metadata.uid).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(kept(least).metadata.uid).not.toBe(kept({ ...least, awsRegion: "x" }).metadata.uid);
  expect(kept({ ...least, eventID: "e-1" }).metadata.uid).toBe("e-1");
});

test("identity names account, region and day, and nothing that a key could not hold", () => {
  const identity = (more: object) => identify("cloudtrail", bytes({ ...least, eventID: "e", ...more }));
  expect(identity({ recipientAccountId: "1", awsRegion: "eu-west-1" })).toEqual({
    keep: { id: "e", accountId: "1", region: "eu-west-1", day: "20260114" },
  });
  expect(identity({ userIdentity: { accountId: "2" }, awsRegion: "../etc" })).toEqual({
    keep: { id: "e", accountId: "2", region: "unknown", day: "20260114" },
  });
});

test("an offset counts: the day is UTC's", () => {
  expect(identify("cloudtrail", bytes({ ...least, eventTime: "2026-01-14T01:00:00+03:00" }))).toHaveProperty(
    "keep.day",
    "20260113",
  );
});

describe("mapping", () => {
  test.each([
    ["CreateUser", false, 1, "Create"],
    ["DescribeInstances", true, 2, "Read"],
    ["Decrypt", true, 2, "Read"],
    ["PutBucketPolicy", false, 3, "Update"],
    ["DeleteTrail", false, 4, "Delete"],
    ["AssumeRole", true, 99, "AssumeRole"],
    ["SendCommand", false, 99, "SendCommand"],
    ["Settle", false, 99, "Settle"],
  ])("%s is activity %s %i %s", (eventName, readOnly, activity_id, activity_name) => {
    const type_uid = 600_300 + activity_id;
    expect(kept({ ...least, eventName, readOnly })).toMatchObject({ activity_id, activity_name, type_uid });
  });

  test("an error, or a refused sign-in, is a failure", () => {
    expect(kept(least).status_id).toBe(1);
    const error = kept({ ...least, errorCode: "AccessDenied", errorMessage: "no" });
    expect(error).toMatchObject({ status_id: 2, status_code: "AccessDenied", api: { response: { message: "no" } } });
    expect(kept({ ...least, responseElements: { ConsoleLogin: "Failure" } }).status).toBe("Failure");
  });

  test("a role's session is told from the role", () => {
    const arn = "arn:aws:sts::1:assumed-role/admin/alice@example.com";
    const sessionContext = {
      sessionIssuer: { type: "Role", arn: "arn:aws:iam::1:role/admin", userName: "admin" },
      attributes: { creationDate: "2026-01-14T09:00:00Z", mfaAuthenticated: "true" },
    };
    const actor = kept({ ...least, userIdentity: { type: "AssumedRole", arn, sessionContext } }).actor;
    expect(actor.user).toMatchObject({ name: "admin", uid: arn, type: "AssumedRole", type_id: 99 });
    expect(actor.session).toEqual({
      uid: "alice@example.com",
      issuer: "arn:aws:iam::1:role/admin",
      created_time: Date.parse("2026-01-14T09:00:00Z"),
      is_mfa: true,
    });
  });

  test("an address is an ip, a service is a domain, nothing is unknown", () => {
    expect(kept({ ...least, sourceIPAddress: "2001:db8::1" }).src_endpoint).toEqual({ ip: "2001:db8::1" });
    expect(kept({ ...least, sourceIPAddress: "AWS Internal" }).src_endpoint).toEqual({ domain: "AWS Internal" });
    expect(kept(least).src_endpoint).toEqual({ name: "unknown" });
  });

  test("what has no place is kept, a value of the wrong type too", () => {
    const event = kept({ ...least, userAgent: 5, additionalEventData: { a: 1 }, requestParameters: { b: 2 } });
    expect(event.unmapped).toEqual({ userAgent: 5, additionalEventData: { a: 1 }, requestParameters: { b: 2 } });
    expect(kept({ ...least, requestID: "r", requestParameters: { b: 2 } }).api.request).toEqual({
      uid: "r",
      data: { b: 2 },
    });
  });
});
