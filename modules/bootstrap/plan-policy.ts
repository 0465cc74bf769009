import type { Place } from "../../contracts/names.ts";
import type { Grant } from "../identity/policy.ts";
import type { StatesOutputs } from "./states.ts";

/**
 * What `plan` may not read although AWS's own policy ReadOnlyAccess lets it: a pull request runs code that nobody has
 * reviewed yet, so it sees how everything is set and nothing that anything holds. Plans of pull requests are therefore
 * made without a refresh of secret versions, whose reading is reading the value.
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
      "secretsmanager:BatchGetSecretValue",
      "secretsmanager:GetSecretValue",
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
