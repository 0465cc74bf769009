import type { Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { kept, named } from "./apply/scope.ts";
import type { StatesOutputs } from "./states.ts";

/**
 * What a plan may not read although AWS's own policy ReadOnlyAccess lets it: it sees how everything is set and nothing
 * that anything holds.
 */
export const denyContents = (states: readonly StatesOutputs[], { account }: Place): Grant => [
  {
    Sid: "NoObjects",
    Effect: "Deny",
    Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"],
    NotResource: states.map(({ bucket }) => `${bucket.arn}/*`),
  },
  {
    Sid: "NoContents",
    Effect: "Deny",
    Action: [
      "athena:GetQueryResults",
      "athena:StartQueryExecution",
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:GetRecords",
      "dynamodb:PartiQLSelect",
      "dynamodb:Query",
      "dynamodb:Scan",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetLogRecord",
      "logs:GetQueryResults",
      "logs:StartQuery",
      "sqs:ReceiveMessage",
      "ssm:GetParameterHistory",
    ],
    Resource: ["*"],
  },
  {
    // The manifests are the only parameters of ours, and a plan compares them.
    Sid: "NoOtherParameters",
    Effect: "Deny",
    Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
    NotResource: [`arn:aws:ssm:*:${account}:parameter/cap/*`, "arn:aws:ssm:*::parameter/aws/service/*"],
  },
];

/** What a plan asks for beside reading: a random value that it throws away. AWS scopes it to nothing, and it reads nothing. */
export const grantEphemeral: Grant = [
  { Effect: "Allow", Action: ["secretsmanager:GetRandomPassword"], Resource: ["*"] },
];

/**
 * What the plan of a pull request may not read either: it runs code that nobody has reviewed yet. The provider reads the
 * value of a secret and of an API's key back with the rest, so these plans are made without a refresh.
 *
 * Secrets are in no state. The keys that Terraform makes are, in the clear, and a plan reads every state: `NoApiKeys` keeps
 * from it only what no state has, the keys of single customers. What it reads opens nothing, because the API takes a key
 * from its authoriser alone (modules/api/customer-keys.ts).
 */
export const denySecrets: Grant = [
  {
    Sid: "NoSecrets",
    Effect: "Deny",
    Action: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
    Resource: ["*"],
  },
  {
    Sid: "NoApiKeys",
    Effect: "Deny",
    Action: ["apigateway:GET"],
    Resource: [
      "arn:aws:apigateway:*::/apikeys",
      "arn:aws:apigateway:*::/apikeys/*",
      "arn:aws:apigateway:*::/usageplans/*/keys*",
    ],
  },
];

/**
 * What a plan with a refresh reads beside: secrets, which the provider compares and keeps out of the state, and functions
 * and state machines, which are encrypted with a key of ours.
 */
export const grantRefresh = (place: Place): Grant => [
  allow(["secretsmanager:GetSecretValue"], named({ place }, "secretsmanager", "secret:", "secret:AmazonMSK_")),
  {
    ...allow(["kms:Decrypt"], kept({ place }, "kms", "key/")),
    Condition: {
      StringLike: {
        "kms:ViaService": ["lambda", "scheduler", "secretsmanager", "states"].map((by) => `${by}.*.amazonaws.com`),
      },
    },
  },
];
