import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { grantDecrypt, type KeyOutputs } from "../keys/keys.ts";

/** The bearer token of the HTTP API. */
export interface ApiTokenProps {
  readonly place: Place;
  readonly key: KeyOutputs;
  /** `protected` keeps a deleted secret for 30 days; `disposable` forgets it at once, so that its name is free again. */
  readonly safety: "disposable" | "protected";
  /** Raise it to have a new token made. @default - 1. */
  readonly generation?: number;
}

/** What others need of a secret. */
export interface SecretOutputs {
  readonly name: string;
  readonly arn: string;
  readonly key: KeyOutputs;
}

/** Every fault of the props. */
export function validateApiToken({ generation = 1 }: ApiTokenProps): Fault[] {
  const fine = Number.isInteger(generation) && generation >= 1;
  return fine ? [] : [{ field: "generation", got: generation, want: "a whole number, at least 1" }];
}

/**
 * A secret whose value Secrets Manager makes and Terraform only carries: an ephemeral value into a write-only argument,
 * so that neither a plan nor a state ever holds it. Needs Terraform 1.11.
 */
export class ApiToken extends Construct {
  readonly outputs: SecretOutputs;
  constructor(scope: Construct, id: string, props: ApiTokenProps) {
    super(scope, id);
    assertValid("API token", validateApiToken(props));
    const { place, key, safety, generation = 1 } = props;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: names.of(place, "api-token"),
      description: "Bearer token of the HTTP API",
      kmsKeyId: key.arn,
      recoveryWindowInDays: safety === "protected" ? 30 : 0,
      lifecycle: { preventDestroy: safety === "protected" },
    });
    secret.overrideLogicalId("secret_api_token");
    // cdktf has no class for ephemeral resources, but Terraform reads them from the same JSON.
    const made = "ephemeral.aws_secretsmanager_random_password.api_token";
    TerraformStack.of(this).addOverride(made, {
      password_length: 48,
      exclude_punctuation: true,
    });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: `\${${made}.random_password}`,
      secretStringWoVersion: generation,
    });
    version.overrideLogicalId("secret_version_api_token");
    this.outputs = { name: secret.name, arn: secret.arn, key };
  }
}

/** Grants reading the secret's value. */
export const grantReadSecret = (secret: SecretOutputs): Grant => [
  allow(["secretsmanager:GetSecretValue"], [secret.arn]),
  ...grantDecrypt(secret.key),
];
