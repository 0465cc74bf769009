import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The secret that holds the API's token. Its value is never read. */
export interface SecretSeen {
  readonly id: string;
  readonly exists: boolean;
  /** Whether some version is the current one. */
  readonly hasValue: boolean;
  /** When somebody deleted it; it is gone for good some days later. */
  readonly deletedAt?: Date;
}

/** The API's token secret. */
export const apiToken = probe(async (look): Promise<SecretSeen> => {
  const { apiTokenSecret: id } = await runtime(look);
  const command = new DescribeSecretCommand({ SecretId: id });
  const secret = await orAbsent(look.client(SecretsManagerClient).send(command));
  const stages = Object.values(secret?.VersionIdsToStages ?? {}).flat();
  return {
    id,
    exists: secret !== undefined,
    hasValue: stages.includes("AWSCURRENT"),
    ...(secret?.DeletedDate === undefined ? {} : { deletedAt: secret.DeletedDate }),
  };
});
