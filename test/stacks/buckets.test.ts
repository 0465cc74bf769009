import { expect, test } from "vitest";
import { bucketNames } from "../../contracts/names.ts";
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

  test(`${part}: encrypted with a key of ours`, () => {
    const text = JSON.stringify(ofBucket("aws_s3_bucket_server_side_encryption_configuration", part)?.has);
    expect(text).toContain("aws:kms");
    expect(text).toMatch(/aws_kms_key\.key_(events|audit)\.arn/);
  });

  test(`${part}: refuses requests without TLS`, () => {
    const policy = ofBucket("aws_s3_bucket_policy", part)!;
    expect(statementsOf(policy)).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  });

  test(`${part}: keeps versions, and old ones go`, () => {
    expect(JSON.stringify(ofBucket("aws_s3_bucket_versioning", part)?.has)).toContain("Enabled");
  });
}

test("every bucket has lifecycle rules; none expires what a replay starts from", () => {
  const rules = platform.of("aws_s3_bucket_lifecycle_configuration");
  expect(rules).toHaveLength(bucketNames.length);
  const expiring = rules.filter((r) => JSON.stringify(r.has).includes('"expiration":'));
  expect(expiring.map((r) => /retention_(\w+?)_/.exec(r.address)?.[1]).sort()).toEqual(["landing", "results"]);
});

test("objects of the audit bucket are locked", () => {
  const lock = platform.of("aws_s3_bucket_object_lock_configuration");
  expect(lock).toHaveLength(1);
  expect(JSON.stringify(lock[0]?.has)).toContain("bucket_audit");
});
