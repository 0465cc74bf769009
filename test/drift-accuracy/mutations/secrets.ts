import {
  DeleteResourcePolicyCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { changed, type Mutation } from "../mutation.ts";

const token = "aws_secretsmanager_secret.secret_api_token";
const manifest = "aws_ssm_parameter.manifest_parameter";

/** Secrets Manager and Parameter Store. */
export const secretMutations = (): readonly Mutation[] => [
  {
    name: "another account may read a secret",
    expect: [changed(token, "policy")],
    async apply({ client, held }) {
      const SecretId = held(token, "arn");
      const ResourcePolicy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::999999999999:root" },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
        ],
      });
      await client(SecretsManagerClient).send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
      return () => client(SecretsManagerClient).send(new DeleteResourcePolicyCommand({ SecretId }));
    },
  },
  {
    name: "a secret described otherwise",
    expect: [changed(token, "description")],
    async apply({ client, held }) {
      const put = (Description: string) =>
        client(SecretsManagerClient).send(new UpdateSecretCommand({ SecretId: held(token, "arn"), Description }));
      await put("nothing of interest");
      return () => put(held(token, "description"));
    },
  },
  {
    name: "what a stack tells the operators changed",
    expect: [changed(manifest, "value")],
    async apply({ client, held }) {
      const put = (Value: string) =>
        client(SSMClient).send(
          new PutParameterCommand({
            Name: held(manifest, "name"),
            Type: "String",
            Description: held(manifest, "description"),
            Value,
            Overwrite: true,
          }),
        );
      await put("{}");
      return () => put(held(manifest, "value"));
    },
  },
];
