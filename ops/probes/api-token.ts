import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { NotTold, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The bearer token of the HTTP API. The one probe whose answer is secret: it goes to nobody but who asked for it. */
export const apiTokenValue = probe(async (look): Promise<string> => {
  const { apiTokenSecret } = await runtime(look);
  const answer = await look.client(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: apiTokenSecret }));
  if (answer.SecretString === undefined) throw new NotTold(`the secret ${apiTokenSecret} has no value`);
  return answer.SecretString;
});
