import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openSecretsManager } from "../../adapters/secrets/secrets-manager.ts";
import { secretsContract } from "../contract-suites/secrets.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

async function keep(name: string, value: string): Promise<void> {
  const client = awsClient(SecretsManagerClient);
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (cause) {
    if (!(cause instanceof ResourceExistsException)) throw cause;
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }));
  } finally {
    client.destroy();
  }
}

describe.skipIf(noPython !== undefined)(`Secrets Manager${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  secretsContract("secrets manager", { open: () => openSecretsManager(), keep });

  test("secrets manager: when it is away, trying again can help, and no value is in the message", async () => {
    const away = openSecretsManager(new SecretsManagerClient({ endpoint: "http://127.0.0.1:1", maxAttempts: 1 }));
    await expect(away.read("any")).rejects.toMatchObject({ name: "SecretsError", retry: "now" });
    away.close();
  });
});
