import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsClient } from "../aws/client.ts";
import { awsFault } from "../aws/fault.ts";
import { type Secrets, SecretsError } from "./port.ts";

/** Secrets of AWS Secrets Manager that are text. */
export function openSecretsManager(client: SecretsManagerClient = awsClient(SecretsManagerClient)): Secrets {
  return {
    async read(name) {
      const value = await client.send(new GetSecretValueCommand({ SecretId: name })).then(
        (answer) => answer.SecretString,
        (cause: unknown) => {
          const fault = awsFault(cause);
          throw new SecretsError(`read secret ${name}: ${fault.message}`, fault.retry, { cause });
        },
      );
      if (value === undefined || value === "") throw new SecretsError(`read secret ${name}: it holds no text`, "never");
      return value;
    },
    close: () => client.destroy(),
  };
}
