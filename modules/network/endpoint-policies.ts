import type { Place } from "../../contracts/names.ts";
import type { InterfaceEndpoint } from "../../environments/environment.ts";
import type { Statement } from "../identity/policy.ts";

/** What may pass an interface endpoint. */
interface Passing {
  readonly actions: readonly string[];
  /** End of the ARN behind account and Region. @default - the service knows no resource for these actions. */
  readonly resource?: string;
}

const images: Passing = {
  actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  resource: "repository/cap-*",
};

// What services and functions of the platform call, by endpoint; a new call of theirs belongs here too.
const passing: Readonly<Record<InterfaceEndpoint, readonly Passing[]>> = {
  "ecr.api": [images, { actions: ["ecr:GetAuthorizationToken"] }],
  "ecr.dkr": [images],
  logs: [{ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resource: "log-group:/cap/*" }],
  monitoring: [{ actions: ["cloudwatch:PutMetricData"] }],
  sqs: [
    {
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:SendMessage"],
      resource: "cap-*",
    },
  ],
  sns: [{ actions: ["sns:Publish"], resource: "cap-*" }],
  kms: [{ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resource: "key/*" }],
  secretsmanager: [{ actions: ["secretsmanager:GetSecretValue"], resource: "secret:cap-*" }],
  ssm: [{ actions: ["ssm:GetParameter", "ssm:GetParameters"], resource: "parameter/cap/*" }],
  sts: [{ actions: ["sts:AssumeRole", "sts:GetCallerIdentity"] }],
  athena: [
    {
      actions: [
        "athena:StartQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:StopQueryExecution",
      ],
      resource: "workgroup/cap-*",
    },
  ],
  glue: [
    { actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"], resource: "catalog" },
    { actions: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"], resource: "database/cap_*" },
    { actions: ["glue:GetTable", "glue:GetPartitions"], resource: "table/cap_*" },
  ],
  xray: [{ actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules"] }],
};

/** Only what we call, only in our account, only for principals of ours: stolen keys of another account end here. */
export const endpointPolicy = (service: InterfaceEndpoint, { account, region }: Place): Statement[] =>
  passing[service].map(({ actions, resource }) => ({
    Effect: "Allow",
    Principal: "*",
    Action: actions,
    Resource: [resource === undefined ? "*" : `arn:aws:${arnName(actions)}:${region}:${account}:${resource}`],
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  }));

const arnName = ([first = ""]: readonly string[]): string => first.split(":")[0] ?? "";
