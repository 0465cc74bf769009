import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { names } from "../../contracts/names.ts";
import { prod } from "../../environments/prod.ts";
import { atRecoverySite } from "../../environments/recovery-site.ts";
import { enumerators } from "../../ops/probes/inventory/index.ts";
import { knownOf, type StateResource } from "../../ops/probes/inventory/known.ts";
import { type Inventory, takeInventory } from "../../ops/probes/inventory/search.ts";
import { type Look, openLook } from "../../ops/probes/look.ts";
import { type Expected, intrude } from "./inventory/intruders.ts";
import { settle } from "./inventory/neighbours.ts";
import { makeWorld, there, type World } from "./inventory/world.ts";
import { standBetween } from "./support/between.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

// Its recovery site's prefix begins like its own, and revisions of task definitions are Terraform's.
const env = { ...prod, releases: "terraform" } as const;
const home = "/nowhere";
const site = atRecoverySite(env) ?? env;

describe.skipIf(noPython !== undefined)(`What no state has${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  let look: Look;
  /** Of whoever makes things, who has more patience. */
  let made: Look;
  let world: World;
  let expected: readonly Expected[];
  let seen: Inventory;

  beforeAll(async () => {
    aws = await startAws();
    look = openLook({ env, home, endpoint: aws.endpoint });
    made = openLook({ env, home, endpoint: aws.endpoint, limits: { requestTimeoutMs: 60_000 } });
    world = await makeWorld(made);
    await settle(made, world);
  });
  afterAll(async () => {
    look.close();
    made.close();
    await aws.stop();
  });

  test("nothing is reported where the states have everything that is ours", async () => {
    seen = await takeInventory(look, knownOf(world.resources));
    expect(seen).toMatchObject({ unmanaged: [], blind: [] });
  });

  test("one thing of every type is reported once, with its id and the reason why it is ours", async () => {
    expected = await intrude(made, world);
    seen = await takeInventory(look, knownOf(world.resources));
    expect(seen.blind).toEqual([]);
    const order = (a: Pick<Expected, "type" | "id">, b: Pick<Expected, "type" | "id">) =>
      `${a.type} ${a.id}`.localeCompare(`${b.type} ${b.id}`);
    expect(seen.unmanaged.map(({ type, id }) => ({ type, id })).sort(order)).toEqual(
      expected.map(({ type, id }) => ({ type, id })).sort(order),
    );
    for (const one of expected) expect(seen.unmanaged).toContainEqual(expect.objectContaining(one));
  });

  test("every enumerator has found something", () => {
    const types = new Set(seen.unmanaged.map(({ type }) => type));
    for (const { types: own } of enumerators)
      expect(
        own.some((type) => types.has(type)),
        own.join(),
      ).toBe(true);
  });

  test("a type that the states have and nobody searches for is told", () => {
    expect(seen.coverage.notEnumerated).toContain("aws_vpc");
    expect(seen.coverage.enumerated).toContain("aws_security_group");
  });

  describe("in the Region that is recovered to", () => {
    let far: Look;
    let resources: readonly StateResource[];
    beforeAll(async () => {
      far = openLook({ env: site, home, endpoint: aws.endpoint });
      const topic = there(
        (await far.client(SNSClient).send(new CreateTopicCommand({ Name: "cap-prod-dr-copies" }))).TopicArn,
      );
      const held = {
        state: "recovery",
        address: "aws_sns_topic.copies",
        type: "aws_sns_topic",
        values: { arn: topic },
      };
      resources = [...world.resources, held];
    });
    afterAll(() => far.close());
    const news = async (): Promise<Inventory> => {
      const { unmanaged, ...rest } = await takeInventory(look, knownOf(resources));
      return { ...rest, unmanaged: unmanaged.filter(({ id }) => !expected.some((e) => e.id === id)) };
    };
    const queue = async (from: Look, QueueName: string) =>
      there((await from.client(SQSClient).send(new CreateQueueCommand({ QueueName }))).QueueUrl);

    test("what no state has is found by the name of the site, and by ours, and says where it is", async () => {
      const [named, ours] = [await queue(far, "cap-prod-dr-copy"), await queue(far, "cap-prod-landing")];
      const { unmanaged, blind } = await news();
      expect(blind).toEqual([]);
      const what = { type: "aws_sqs_queue", region: site.region };
      expect(unmanaged.filter((u) => u.region !== undefined)).toEqual([
        { ...what, id: named, name: "cap-prod-dr-copy", ours: `named cap-prod-dr-…, in ${site.region}` },
        // Its name is known at home, and not here.
        { ...what, id: ours, name: "cap-prod-landing", ours: `named cap-prod-…, in ${site.region}` },
      ]);
    });

    test("what belongs to no Region is told once", async () => {
      const Bucket = "cap-prod-dr-exfil";
      await far.client(S3Client).send(new CreateBucketCommand({ Bucket }));
      const { unmanaged } = await news();
      expect(unmanaged.filter(({ id }) => id === Bucket)).toEqual([
        { type: "aws_s3_bucket", id: Bucket, name: Bucket, ours: "named cap-prod-dr-…" },
      ]);
    });

    test("what is refused there is told with the Region", async () => {
      const between = await standBetween(aws.endpoint, {
        operation: "ListTopics",
        status: 403,
        error: "AccessDeniedException",
      });
      const through = openLook({ env, home, endpoint: between.endpoint });
      const { blind, coverage } = await takeInventory(through, knownOf(resources));
      through.close();
      between.close();
      expect(blind.map(({ what }) => what)).toEqual(["sns:ListTopics", `sns:ListTopics in ${site.region}`]);
      expect(coverage.notAnswered).toEqual(["aws_sns_topic"]);
    });

    test("once runtime is built there, what bears the site's name may be its own: only a look at the site tells", async () => {
      const Name = names.manifest(site, "runtime");
      await far.client(SSMClient).send(new PutParameterCommand({ Name, Type: "String", Value: "{}" }));
      const { unmanaged, blind } = await news();
      await far.client(SSMClient).send(new DeleteParameterCommand({ Name }));
      expect(unmanaged.filter(({ name }) => name.startsWith("cap-prod-dr"))).toEqual([]);
      expect(unmanaged.map(({ name }) => name)).toContain("cap-prod-landing");
      expect(blind).toEqual([
        {
          what: "unmanaged resources of prod-dr",
          because: "runtime is built there; what tells: cap drift --env prod-dr",
        },
      ]);
    });
  });

  test("a listing is read to its last page", async () => {
    const sqs = made.client(SQSClient);
    const numbers = Array.from({ length: 1_001 }, (_, i) => i);
    for (let i = 0; i < numbers.length; i += 50)
      await Promise.all(
        numbers.slice(i, i + 50).map((n) => sqs.send(new CreateQueueCommand({ QueueName: `cap-prod-many-${n}` }))),
      );
    const { unmanaged } = await takeInventory(look, knownOf(world.resources));
    expect(unmanaged.filter(({ name }) => name.startsWith("cap-prod-many-"))).toHaveLength(1_001);
  });

  test.each([
    { status: 403, error: "AccessDeniedException", because: /^access denied: AccessDeniedException/ },
    { status: 400, error: "ThrottlingException", because: /^throttled: ThrottlingException/ },
  ])("an API that answers $error is told as not looked at, and the rest is found", async ({ because, ...refusal }) => {
    const between = await standBetween(aws.endpoint, { operation: "ListTopics", ...refusal });
    const through = openLook({ env, home, endpoint: between.endpoint });
    const { unmanaged, blind } = await takeInventory(through, knownOf(world.resources));
    through.close();
    between.close();
    expect(blind).toEqual([{ what: "sns:ListTopics", because: expect.stringMatching(because) }]);
    const types = new Set(unmanaged.map(({ type }) => type));
    expect(types).not.toContain("aws_sns_topic");
    expect(types).toContain("aws_sns_topic_subscription");
    expect(types).toContain("aws_sqs_queue");
  });

  test("an AWS that is away leaves nothing looked at, and does not throw", async () => {
    const away = openLook({ env, home, endpoint: "http://127.0.0.1:1" });
    const { unmanaged, blind } = await takeInventory(away, knownOf(world.resources));
    away.close();
    expect(unmanaged).toEqual([]);
    expect(blind.map(({ what }) => what)).toEqual(
      expect.arrayContaining([...new Set(["tag:GetResources", ...enumerators.map(({ calls }) => calls.join(", "))])]),
    );
  });

  test("an interrupted search is told as not looked at", async () => {
    const { unmanaged, blind } = await takeInventory(look, knownOf(world.resources), AbortSignal.abort());
    expect(unmanaged).toEqual([]);
    expect(new Set(blind.map(({ because }) => because))).toEqual(new Set(["the look was interrupted"]));
  });
});
