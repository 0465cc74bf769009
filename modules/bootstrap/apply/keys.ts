import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept } from "./scope.ts";

/**
 * AWS services that take the caller's word for a key when something is made under it: without these, a table, a secret, a
 * function or a vault is refused although its own action is allowed. A key's policy decides which of them it is used
 * through (modules/keys/key-users.ts). Sources: the developer guides' pages on encryption at rest of each.
 */
const makers = ["backup", "dynamodb", "ecr", "kafka", "lambda", "scheduler", "secretsmanager", "states"];

/** Keys, how they are set; and their use, through services that make things under them and in no other way. */
export const keyWrites = (scope: ApplyScope): Grant => [
  inRegions(scope, actions("kms", "CreateKey")),
  allow(actions("kms", keys), kept(scope, "kms", "key/", "alias/cap-")),
  {
    ...allow(actions("kms", use), kept(scope, "kms", "key/")),
    Condition: { StringLike: { "kms:ViaService": makers.map((service) => `${service}.*.amazonaws.com`) } },
  },
];

const keys = `TagResource UntagResource PutKeyPolicy EnableKeyRotation UpdateKeyDescription ScheduleKeyDeletion CreateAlias
  DeleteAlias UpdateAlias ReplicateKey UpdatePrimaryRegion CreateGrant RetireGrant RevokeGrant EnableKey
  CancelKeyDeletion`;
const use = "Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo";
