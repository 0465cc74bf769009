import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { names } from "../../contracts/names.ts";
import { prod } from "../../environments/prod.ts";
import { feed } from "../../ops/probes/feed.ts";
import { openLook } from "../../ops/probes/look.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const env = { ...prod, account: "123456789012" };
const name = "cap-prod-feed";

describe.skipIf(noPython !== undefined)(`an own trail${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  const seen = async () => {
    const look = openLook({ env, home: "/nowhere", endpoint: aws.endpoint });
    try {
      return await feed(look);
    } finally {
      look.close();
    }
  };

  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  test("is seen when none was applied, when it is gone, when it logs, and when somebody stopped it", async () => {
    const how = {
      endpoint: aws.endpoint,
      region: env.region,
      credentials: { accessKeyId: env.account, secretAccessKey: "any" },
      forcePathStyle: true,
    };
    const said = { commit: "c", buckets: {}, tables: {}, database: "d", workgroup: "w", keys: {} };
    const say = (manifest: object) =>
      new SSMClient(how).send(
        new PutParameterCommand({
          Name: names.manifest(env, "durable"),
          Value: JSON.stringify(manifest),
          Type: "String",
          Overwrite: true,
        }),
      );
    await say(said);
    expect(await seen()).toBeUndefined();
    await say({ ...said, feed: name });
    expect(await seen()).toEqual({ name, logging: undefined });
    const trails = new CloudTrailClient(how);
    await new S3Client(how).send(new CreateBucketCommand({ Bucket: "landing" }));
    await trails.send(new CreateTrailCommand({ Name: name, S3BucketName: "landing", S3KeyPrefix: "cloudtrail" }));
    await trails.send(new StartLoggingCommand({ Name: name }));
    expect(await seen()).toEqual({ name, logging: true });
    await trails.send(new StopLoggingCommand({ Name: name }));
    expect(await seen()).toEqual({ name, logging: false });
  });
});
