import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMS,
  KMSClient,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openKmsSealer } from "../../adapters/sealing/kms.ts";
import { openSealer } from "../../adapters/sealing/open.ts";
import { sealingContract } from "../contract-suites/sealing.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const context = { environment: "dev" };
const region = "eu-west-1";

describe.skipIf(noPython !== undefined)(`KMS${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  let kms: KMSClient;
  const makeKey = async (alias?: string): Promise<string> => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const arn = KeyMetadata?.Arn ?? "";
    if (alias !== undefined) await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: arn }));
    return arn;
  };
  beforeAll(async () => {
    aws = await startAws();
    kms = awsClient(KMSClient);
    await makeKey("alias/cap-states");
    await makeKey("alias/cap-other");
  });
  afterAll(() => aws.stop());

  sealingContract("KMS", {
    open: () => openSealer("kms:alias/cap-states", { region }),
    other: () => openSealer("kms:alias/cap-other", { region }),
    every: 7,
  });

  test("KMS: what an alias sealed opens by the key's ARN, and still after the alias moved", async () => {
    const arn = await makeKey("alias/cap-moving");
    const sealed = await (await openSealer("kms:alias/cap-moving")).seal(Buffer.from("x"), context);
    await kms.send(new UpdateAliasCommand({ AliasName: "alias/cap-moving", TargetKeyId: await makeKey() }));
    expect(await (await openSealer(`kms:${arn}`)).open(sealed, context)).toEqual(new Uint8Array([120]));
    const moved = await openSealer("kms:alias/cap-moving");
    await expect(moved.open(sealed, context)).rejects.toMatchObject({ code: "wrong-key", retry: "never" });
  });

  test("KMS: an alias that is nobody's is not available, and trying again is no use", async () => {
    const sealer = await openSealer("kms:alias/cap-nobody");
    const refused = { name: "SealingError", code: "unavailable", retry: "never" };
    await expect(sealer.seal(new Uint8Array(), context)).rejects.toMatchObject(refused);
    await makeKey("alias/cap-nobody");
    expect(await sealer.seal(new Uint8Array(), context)).toBeInstanceOf(Uint8Array);
  });

  test("KMS: a disabled key neither seals nor opens", async () => {
    const arn = await makeKey();
    const sealer = await openSealer(`kms:${arn}`);
    const sealed = await sealer.seal(new Uint8Array(), context);
    await kms.send(new DisableKeyCommand({ KeyId: arn }));
    await expect(sealer.seal(new Uint8Array(), context)).rejects.toMatchObject({ code: "unavailable" });
    await expect(sealer.open(sealed, context)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("KMS: when it is away, trying again can help", async () => {
    const client = new KMS({ endpoint: "http://127.0.0.1:1", region, maxAttempts: 1 });
    const away = openKmsSealer("alias/cap-states", { client });
    const refused = { name: "SealingError", code: "unavailable", retry: "now" };
    await expect(away.seal(new Uint8Array(), context)).rejects.toMatchObject(refused);
  });
});
