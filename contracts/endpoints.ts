/** AWS services that can have an interface endpoint: 7.30 USD a month per zone each + 0.01 USD/GB. */
export const interfaceEndpoints = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "sqs",
  "sns",
  "kms",
  "secretsmanager",
  "ssm",
  "sts",
  "athena",
  "glue",
  "xray",
] as const;
/** One of {@link interfaceEndpoints}. */
export type InterfaceEndpoint = (typeof interfaceEndpoints)[number];

/**
 * What the tasks of an environment call in their VPC, beside S3 and DynamoDB, which have gateway endpoints: their images,
 * their logs, the queue of what landed, the API's token, questions to the lake. Functions run outside the VPC, and keys and
 * the catalog are asked by the services that a task calls.
 */
export const calledByTasks = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "sqs",
  "secretsmanager",
  "athena",
] as const satisfies readonly InterfaceEndpoint[];
