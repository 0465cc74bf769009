import { expect, test } from "vitest";
import { bucketNames, dataBuckets } from "../../contracts/names.ts";
import { prod } from "../../environments/prod.ts";
import { statementsOf, synthesised } from "../support/synthesised.ts";

const platform = synthesised();
const ofBucket = (type: string, part: string) =>
  platform
    .of(type)
    .find(
      (r) =>
        String(r.has["bucket"]).includes(`bucket_${part}.`) ||
        new RegExp(`bucket_${part}\\b`).test(String(r.has["bucket"])),
    );

/** Whether a Deny of the bucket's policy matches a request with these values; what a condition asks and is not there, fails it unless it is Null. */
function isDenied(action: string, part: string, asks: Readonly<Record<string, string>>): boolean {
  const holds = (operator: string, key: string, value: string): boolean => {
    if (operator === "Null") return (asks[key] === undefined) === (value === "true");
    if (operator === "StringNotEquals") return asks[key] !== value;
    return false;
  };
  return statementsOf(ofBucket("aws_s3_bucket_policy", part)!).some(
    (s) =>
      s.Effect === "Deny" &&
      s.Action.includes(action) &&
      Object.entries(s.Condition as Record<string, Record<string, string>>).every(([operator, values]) =>
        Object.entries(values).every(([key, value]) => holds(operator, key, value)),
      ),
  );
}

test("access logs are delivered by S3 and load balancers only, each held to its own prefixes", () => {
  const allowed = statementsOf(ofBucket("aws_s3_bucket_policy", "access-logs")!).filter((s) => s.Effect === "Allow");
  const resources = allowed.flatMap((s) => s.Resource).map((r) => r.replace(/^\$\{.*?\}\//, ""));
  const logged = [...dataBuckets, "artifacts"].map((part) => `${part}/*`);
  expect(resources).toEqual([...logged, "load-balancer/AWSLogs/123456789012/*"]);
});

test("there are exactly the buckets of the contract", () => {
  expect(
    platform
      .of("aws_s3_bucket")
      .map((r) => r.address)
      .sort(),
  ).toEqual(bucketNames.map((part) => `aws_s3_bucket.bucket_${part}`).sort());
});

for (const part of bucketNames) {
  test(`${part}: nothing in it can become public`, () => {
    expect(ofBucket("aws_s3_bucket_public_access_block", part)?.has).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(ofBucket("aws_s3_bucket_ownership_controls", part)?.has)).toContain("BucketOwnerEnforced");
  });

  test(`${part}: encrypted with a key of ours, or S3's where S3 delivers nowhere else`, () => {
    const text = JSON.stringify(ofBucket("aws_s3_bucket_server_side_encryption_configuration", part)?.has);
    if (part === "access-logs") expect(text).toContain('"AES256"');
    else expect(text).toMatch(/aws_kms_key\.key_(events|audit)\.arn.*"aws:kms"/);
  });

  test(`${part}: refuses requests without TLS, or with TLS below 1.2`, () => {
    for (const Condition of [
      { Bool: { "aws:SecureTransport": "false" } },
      { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    ])
      expect(statementsOf(ofBucket("aws_s3_bucket_policy", part)!)).toContainEqual(
        expect.objectContaining({ Effect: "Deny", Action: ["s3:*"], Condition }),
      );
  });

  test(`${part}: takes objects without a word about encryption, and refuses any other word than its own`, () => {
    const put = { "s3:x-amz-server-side-encryption": "AES256" };
    const refused = (asks: Readonly<Record<string, string>>): boolean => isDenied("s3:PutObject", part, asks);
    expect(refused({})).toBe(false);
    expect(refused({ "s3:x-amz-server-side-encryption": "aws:kms:dsse" })).toBe(true);
    expect(refused({ "s3:x-amz-server-side-encryption-customer-algorithm": "AES256" })).toBe(true);
    expect(refused(put)).toBe(part !== "access-logs");
    if (part === "access-logs") return;
    const byKms = { "s3:x-amz-server-side-encryption": "aws:kms" };
    const key = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    expect(refused(byKms)).toBe(false);
    expect(refused({ ...byKms, [key]: "arn:aws:kms:eu-west-1:123456789012:key/another" })).toBe(true);
  });

  test(`${part}: S3 writes down who asked for what, except of the log itself`, () => {
    const log = ofBucket("aws_s3_bucket_logging", part)?.has;
    if (part === "access-logs") expect(log).toBeUndefined();
    else expect(log).toMatchObject({ target_prefix: `${part}/` });
  });

  test(`${part}: keeps versions, and old ones go`, () => {
    expect(JSON.stringify(ofBucket("aws_s3_bucket_versioning", part)?.has)).toContain("Enabled");
  });
}

test("every bucket has lifecycle rules; none expires what a replay starts from", () => {
  const rules = platform.of("aws_s3_bucket_lifecycle_configuration");
  expect(rules).toHaveLength(bucketNames.length);
  const expiring = rules.filter((r) => JSON.stringify(r.has).includes('"expiration":'));
  const parts = expiring.map((r) => /retention_([\w-]+?)_/.exec(r.address)?.[1]).sort();
  expect(parts).toEqual(["access-logs", "landing", "results"]);
});

test("objects of the audit bucket are locked", () => {
  const lock = platform.of("aws_s3_bucket_object_lock_configuration");
  expect(lock).toHaveLength(1);
  expect(JSON.stringify(lock[0]?.has)).toContain("bucket_audit");
});

test("every bucket tells EventBridge or a queue what happens to its objects, where a Region does more than wait", () => {
  const { stacks } = synthesised({ environment: prod });
  const resources = ["bootstrap", "account", "durable", "runtime"].flatMap((stack) => stacks[stack]?.resources ?? []);
  const told = JSON.stringify(resources.filter((r) => r.type === "aws_s3_bucket_notification").map((r) => r.has));
  const buckets = resources.filter((r) => r.type === "aws_s3_bucket");
  expect(buckets).toHaveLength(bucketNames.length + 7);
  // In the state itself, or as an output of the state that made it.
  for (const { address } of buckets) expect(told, address).toMatch(new RegExp(`${address.replace(".", "\\.?")}[.a-z]`));
});
