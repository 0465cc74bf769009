import { alarms } from "./alarms.ts";
import { attachedPolicies } from "./attached-policies.ts";
import { buckets } from "./buckets.ts";
import { ecsServices } from "./ecs-services.ts";
import { ecsTaskDefinitions } from "./ecs-task-definitions.ts";
import type { Enumerator } from "./enumerator.ts";
import { eventRules } from "./event-rules.ts";
import { eventSourceMappings } from "./event-source-mappings.ts";
import { glueTables } from "./glue-tables.ts";
import { iamRoles } from "./iam-roles.ts";
import { inlinePolicies } from "./inline-policies.ts";
import { kmsAliases } from "./kms-aliases.ts";
import { kmsKeys } from "./kms-keys.ts";
import { lambdaFunctions } from "./lambda-functions.ts";
import { logGroups } from "./log-groups.ts";
import { mskClusters } from "./msk-clusters.ts";
import { mskConfigurations } from "./msk-configurations.ts";
import { networkInterfaces } from "./network-interfaces.ts";
import { queues } from "./queues.ts";
import { securityGroupRulesOfOurs } from "./security-group-rules.ts";
import { securityGroups } from "./security-groups.ts";
import { subscriptions } from "./subscriptions.ts";
import { tables } from "./tables.ts";
import { topics } from "./topics.ts";
import { vpcEndpoints } from "./vpc-endpoints.ts";

/** Every enumerator: who may do what first, then where, then the way of an event. */
export const enumerators: readonly Enumerator[] = [
  securityGroups,
  securityGroupRulesOfOurs,
  iamRoles,
  attachedPolicies,
  inlinePolicies,
  kmsKeys,
  kmsAliases,
  vpcEndpoints,
  networkInterfaces,
  mskClusters,
  mskConfigurations,
  ecsServices,
  ecsTaskDefinitions,
  lambdaFunctions,
  eventSourceMappings,
  eventRules,
  queues,
  topics,
  subscriptions,
  buckets,
  tables,
  glueTables,
  logGroups,
  alarms,
];
