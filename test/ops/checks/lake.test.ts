import { describe, expect, test } from "vitest";
import { bucketNames, names } from "../../../contracts/names.ts";
import { local } from "../../../environments/local.ts";
import { lakeBuckets } from "../../../ops/checks/lake-buckets.ts";
import { lakeCatalog } from "../../../ops/checks/lake-catalog.ts";
import { lakeEncryption } from "../../../ops/checks/lake-encryption.ts";
import { lakeNotification } from "../../../ops/checks/lake-notification.ts";
import { lakePublicAccess } from "../../../ops/checks/lake-public-access.ts";
import { lakeTlsOnly, refusesPlainHttp } from "../../../ops/checks/lake-tls-only.ts";
import { lakeVersioning } from "../../../ops/checks/lake-versioning.ts";
import type { BucketSeen } from "../../../ops/probes/buckets.ts";
import { judged } from "./given.ts";

const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const policy = (...statements: readonly object[]): string => JSON.stringify({ Statement: statements });
const bucket = (part: string, more: Partial<BucketSeen> = {}): BucketSeen => ({
  part,
  name: `cap-local-${part}`,
  exists: true,
  policy: policy(tlsOnly),
  publicAccess: [],
  versioned: true,
  encryption: part === "access-logs" ? "AES256" : "aws:kms",
  ...more,
});
const all = bucketNames.map((part) => bucket(part));
const without = (field: "policy" | "encryption"): BucketSeen => {
  const { [field]: _, ...rest } = bucket("silver");
  return rest;
};
const gone = bucket("gold", { exists: false });

test("buckets: all of them are ok; one that is gone or not named fails", () => {
  expect(judged(lakeBuckets, all)).toEqual({ state: "ok", saw: `${bucketNames.length} buckets` });
  expect(judged(lakeBuckets, [...all.filter((b) => b.part !== "gold"), gone])).toMatchObject({
    state: "fail",
    saw: "cap-local-gold does not exist",
  });
  expect(judged(lakeBuckets, all.slice(1))).toMatchObject({ saw: "the manifest names no landing bucket" });
});

test("tls only: a deleted policy fails and is put back by applying again", () => {
  expect(judged(lakeTlsOnly, all).state).toBe("ok");
  expect(judged(lakeTlsOnly, [bucket("bronze"), without("policy")])).toMatchObject({
    state: "fail",
    saw: "cap-local-silver: no policy",
    fix: "cap up --env local",
  });
});

describe("a policy refuses plain HTTP", () => {
  const cases: [string, boolean, string | undefined][] = [
    ["when it denies everyone everything", true, policy(tlsOnly)],
    ["in any spelling of everyone", true, policy({ ...tlsOnly, Principal: { AWS: ["*"] } })],
    ["with a boolean", true, policy({ ...tlsOnly, Condition: { Bool: { "aws:SecureTransport": false } } })],
    ["as a single statement", true, JSON.stringify({ Statement: tlsOnly })],
    ["not when it allows", false, policy({ ...tlsOnly, Effect: "Allow" })],
    ["not when it denies one principal", false, policy({ ...tlsOnly, Principal: { AWS: "arn:aws:iam::1:root" } })],
    ["not when it denies reading alone", false, policy({ ...tlsOnly, Action: ["s3:GetObject"] })],
    ["not when it denies TLS", false, policy({ ...tlsOnly, Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    ["not without a condition", false, policy({ ...tlsOnly, Condition: undefined })],
    ["not when there is none", false, undefined],
    ["not when it is empty", false, "{}"],
  ];
  test.each(cases)("%s", (_, expected, document) => {
    expect(refusesPlainHttp(document)).toBe(expected);
  });
});

test("public access, versioning and encryption name the bucket that lacks it", () => {
  for (const check of [lakePublicAccess, lakeVersioning, lakeEncryption]) expect(judged(check, all).state).toBe("ok");
  expect(judged(lakePublicAccess, [bucket("gold", { publicAccess: ["BlockPublicAcls"] })])).toMatchObject({
    saw: "cap-local-gold: BlockPublicAcls off",
  });
  expect(judged(lakeVersioning, [bucket("bronze", { versioned: false })])).toMatchObject({
    saw: "cap-local-bronze: not versioned",
  });
  expect(judged(lakeEncryption, [bucket("gold", { encryption: "AES256" })])).toMatchObject({
    saw: "cap-local-gold: AES256",
    want: "default encryption aws:kms",
  });
  expect(judged(lakeEncryption, [bucket("access-logs", { encryption: "aws:kms" })])).toMatchObject({
    want: "default encryption AES256",
  });
  expect(judged(lakeEncryption, [without("encryption")])).toMatchObject({
    saw: "cap-local-silver: no default encryption",
  });
});

test("when no bucket exists nothing about buckets is fine", () => {
  for (const check of [lakeTlsOnly, lakePublicAccess, lakeVersioning, lakeEncryption])
    expect(judged(check, [gone]).state).toBe("unknown");
});

test("notification: landing must tell one of our queues", () => {
  const queues = ["cap-local-landing"];
  expect(judged(lakeNotification, { notifies: queues, queues })).toEqual({
    state: "ok",
    saw: "landing -> cap-local-landing",
  });
  expect(judged(lakeNotification, { notifies: [], queues })).toMatchObject({
    state: "fail",
    saw: "landing tells nobody",
  });
  expect(judged(lakeNotification, { notifies: ["other"], queues })).toMatchObject({ saw: "landing tells other" });
  expect(judged(lakeNotification, { notifies: undefined, queues })).toMatchObject({
    saw: "there is no landing bucket",
  });
});

test("catalogue: a table over bronze and one over silver, cut as the contract says", () => {
  const bronze = {
    name: "bronze",
    location: `s3://${names.bucket(local, "bronze")}/security-events`,
    columns: 8,
    partitions: ["bus", "partition"],
  };
  const silver = {
    name: "silver",
    location: `s3://${names.bucket(local, "silver")}/api_activity/`,
    columns: 20,
    partitions: ["region", "accountid", "eventday"],
  };
  expect(judged(lakeCatalog, { database: "cap_local", tables: [bronze, silver] }).state).toBe("ok");
  expect(judged(lakeCatalog, { database: "cap_local", tables: undefined })).toMatchObject({
    saw: "no database cap_local",
  });
  expect(judged(lakeCatalog, { database: "cap_local", tables: [bronze] })).toMatchObject({
    saw: `no table at ${silver.location}`,
  });
  expect(judged(lakeCatalog, { database: "cap_local", tables: [bronze, { ...silver, partitions: [] }] })).toMatchObject(
    {
      saw: "silver is partitioned by nothing",
    },
  );
});
