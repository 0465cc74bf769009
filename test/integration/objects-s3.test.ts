import { CreateBucketCommand, DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { objectsContract } from "../contract-suites/objects.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

describe.skipIf(noPython !== undefined)(
  `S3 of the emulated AWS${noPython === undefined ? "" : ` (${noPython})`}`,
  () => {
    let aws: TestAws;
    beforeAll(async () => {
      aws = await startAws();
    });
    afterAll(() => aws?.stop());

    objectsContract("s3", async () => {
      const s3 = awsClient(S3Client);
      await s3.send(new CreateBucketCommand({ Bucket: "contract", ObjectLockEnabledForBucket: true }));
      s3.destroy();
      return openObjects("s3://contract");
    });

    it("keeps what is to be kept: no version of it can be deleted, and a bucket that cannot do that says so", async () => {
      const s3 = awsClient(S3Client);
      await s3.send(new CreateBucketCommand({ Bucket: "keeps", ObjectLockEnabledForBucket: true }));
      await s3.send(new CreateBucketCommand({ Bucket: "forgets" }));
      const retainUntil = new Date(Date.now() + 60_000);
      const keeps = await openObjects("s3://keeps");
      await keeps.put("a", new Uint8Array([1]), { ifAbsent: true, retainUntil });
      const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: "keeps" }));
      const VersionId = Versions?.[0]?.VersionId ?? "none";
      const deletion = s3.send(new DeleteObjectCommand({ Bucket: "keeps", Key: "a", VersionId }));
      await expect(deletion).rejects.toMatchObject({ name: "AccessDenied" });
      const forgets = await openObjects("s3://forgets");
      await expect(forgets.put("a", new Uint8Array([1]), { retainUntil })).rejects.toMatchObject({ code: "invalid" });
      for (const one of [s3, keeps, forgets]) one instanceof S3Client ? one.destroy() : one.close();
    });

    it("says that a bucket is missing, whatever the condition", async () => {
      const objects = await openObjects("s3://nowhere");
      await expect(objects.put("a", new Uint8Array(), { ifMatch: "x" })).rejects.toMatchObject({ code: "missing" });
      await expect(objects.delete("a", { ifMatch: "x" })).rejects.toMatchObject({ code: "missing" });
      objects.close();
    });

    it("says that a bucket is missing", async () => {
      const objects = await openObjects("s3://nowhere");
      await expect(objects.put("a", new Uint8Array())).rejects.toMatchObject({ code: "missing", retry: "never" });
      objects.close();
    });

    it("calls an endpoint that does not answer unavailable, and says to try again", async () => {
      const endpoint = process.env["AWS_ENDPOINT_URL"];
      process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
      const objects = await openObjects("s3://contract");
      await expect(objects.head("a")).rejects.toMatchObject({ code: "unavailable", retry: "now" });
      objects.close();
      process.env["AWS_ENDPOINT_URL"] = endpoint;
    });
  },
);
