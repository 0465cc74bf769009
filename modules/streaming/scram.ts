import { MskScramSecretAssociation } from "@cdktf/provider-aws/lib/msk-scram-secret-association/index.js";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { agentsUser } from "../../contracts/topic-rights.ts";
import { policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { SecretOutputs } from "../secrets/api-token.ts";

/** A user of Kafka with a password, for clients that have no IAM role. */
export interface ScramUserProps {
  readonly place: Place;
  readonly clusterArn: string;
  /** Encrypts the secret. MSK reads none that is under the account's default key. */
  readonly key: KeyOutputs;
  /** `protected` keeps a deleted secret for 30 days; `disposable` forgets it at once, so that its name is free again. */
  readonly safety: "disposable" | "protected";
  /** Name in Kafka. @default - `agents`. */
  readonly user?: string;
  /** Raise it to have a new password made. @default - 1. */
  readonly generation?: number;
}

/** Every fault of the props. */
export function validateScramUser({ user = agentsUser, generation = 1 }: ScramUserProps): Fault[] {
  const faults: Fault[] = [];
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(user))
    faults.push({ field: "user", got: user, want: "lower-case letters, digits, hyphens; at most 32" });
  if (!(Number.isInteger(generation) && generation >= 1))
    faults.push({ field: "generation", got: generation, want: "a whole number, at least 1" });
  return faults;
}

/**
 * The user, whose password Secrets Manager makes and Terraform only carries, past plan and state, and the cluster told of
 * it. The user may do nothing until an ACL says so: `cap topics apply` gives what contracts/topic-rights.ts
 * says. Source: MSK developer guide, "Sign-in credentials authentication".
 */
export class ScramUser extends Construct {
  readonly outputs: SecretOutputs;
  constructor(scope: Construct, id: string, props: ScramUserProps) {
    super(scope, id);
    assertValid("SCRAM user", validateScramUser(props));
    const { key, clusterArn } = props;
    const secret = this.secret(props);
    const version = this.password(secret, props);
    const policy = this.readByMsk(secret, props);
    new MskScramSecretAssociation(this, "association", {
      clusterArn,
      secretArnList: [secret.arn],
      // MSK reads the secret while it is told of it.
      dependsOn: [version, policy],
    });
    this.outputs = { name: secret.name, arn: secret.arn, key };
  }

  private secret({ place, key, safety, user = agentsUser }: ScramUserProps): SecretsmanagerSecret {
    const secret = new SecretsmanagerSecret(this, "secret", {
      // MSK looks at secrets of this prefix only.
      name: `AmazonMSK_${names.of(place, user)}`,
      description: `Kafka user ${user}`,
      kmsKeyId: key.arn,
      recoveryWindowInDays: safety === "protected" ? 30 : 0,
      lifecycle: { preventDestroy: safety === "protected" },
    });
    secret.overrideLogicalId(`secret_kafka_${user}`);
    return secret;
  }

  private password(
    secret: SecretsmanagerSecret,
    { user = agentsUser, generation = 1 }: ScramUserProps,
  ): SecretsmanagerSecretVersion {
    // cdktf has no class for ephemeral resources, but Terraform reads them from the same JSON.
    const made = `ephemeral.aws_secretsmanager_random_password.kafka_${user}`;
    TerraformStack.of(this).addOverride(made, { password_length: 48, exclude_punctuation: true });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: `\${jsonencode({ username = "${user}", password = ${made}.random_password })}`,
      secretStringWoVersion: generation,
    });
    version.overrideLogicalId(`secret_version_kafka_${user}`);
    return version;
  }

  private readByMsk(secret: SecretsmanagerSecret, { place }: ScramUserProps): SecretsmanagerSecretPolicy {
    return new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      policy: policyDocument([
        {
          // Under this name MSK itself would add it when it is told of the secret, and a plan would find two.
          Sid: "AWSKafkaResourcePolicy",
          Effect: "Allow",
          Principal: { Service: "kafka.amazonaws.com" },
          Action: ["secretsmanager:GetSecretValue"],
          Resource: [secret.arn],
          Condition: { StringEquals: { "aws:SourceAccount": place.account } },
        },
      ]),
    });
  }
}
