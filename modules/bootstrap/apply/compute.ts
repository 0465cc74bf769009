import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept, named } from "./scope.ts";

/** Brokers, services, functions, queues, schedules, releases, experiments. */
export const computeWrites = (scope: ApplyScope): Grant => [
  allow(actions("kafka", brokers), kept(scope, "kafka", "cluster/cap-", "configuration/cap-")),
  allow(actions("ecs", services), named(scope, "ecs", "cluster/", "service/", "task-definition/")),
  inRegions(scope, actions("ecs", "RegisterTaskDefinition DeregisterTaskDefinition")),
  allow(actions("application-autoscaling", scaling), kept(scope, "application-autoscaling", "scalable-target/")),
  allow(actions("autoscaling", groups), kept(scope, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/cap-")),
  allow(actions("lambda", functions), named(scope, "lambda", "function:")),
  allow(actions("sqs", "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue"), named(scope, "sqs", "")),
  allow(actions("sns", topics), named(scope, "sns", "")),
  inRegions(scope, actions("sns", "Unsubscribe SetSubscriptionAttributes")),
  allow(actions("events", rules), kept(scope, "events", "rule/cap-", "event-bus/cap-", "archive/cap-")),
  inRegions(scope, actions("events", "PutPermission RemovePermission")),
  allow(
    actions(
      "scheduler",
      "CreateSchedule DeleteSchedule UpdateSchedule CreateScheduleGroup DeleteScheduleGroup TagResource UntagResource",
    ),
    named(scope, "scheduler", "schedule/", "schedule-group/"),
  ),
  allow(actions("states", machines), named(scope, "states", "stateMachine:")),
  allow(
    actions("codedeploy", releases),
    kept(scope, "codedeploy", "application:cap-", "deploymentgroup:cap-", "deploymentconfig:cap-"),
  ),
  allow(
    actions(
      "fis",
      "CreateExperimentTemplate DeleteExperimentTemplate UpdateExperimentTemplate TagResource UntagResource",
    ),
    [...kept(scope, "fis", "experiment-template/"), ...faults.map((action) => `arn:aws:fis:*:*:action/${action}`)],
  ),
];

// What experiments do (modules/recovery/experiments.ts).
const faults = ["aws:ecs:stop-task", "aws:network:disrupt-connectivity", "aws:s3:bucket-pause-replication"];
const brokers = `CreateCluster CreateClusterV2 CreateConfiguration DeleteCluster UpdateBrokerCount UpdateBrokerStorage UpdateBrokerType UpdateClusterConfiguration
  UpdateClusterKafkaVersion UpdateMonitoring UpdateSecurity UpdateStorage UpdateConnectivity UpdateConfiguration
  DeleteConfiguration BatchAssociateScramSecret BatchDisassociateScramSecret PutClusterPolicy DeleteClusterPolicy
  TagResource UntagResource`;
const services = `CreateCluster DeleteCluster UpdateCluster UpdateClusterSettings PutClusterCapacityProviders CreateService DeleteService
  UpdateService TagResource UntagResource`;
const scaling = `RegisterScalableTarget DeregisterScalableTarget PutScalingPolicy DeleteScalingPolicy PutScheduledAction
  DeleteScheduledAction TagResource UntagResource`;
const groups = `CreateAutoScalingGroup DeleteAutoScalingGroup UpdateAutoScalingGroup CreateOrUpdateTags DeleteTags
  StartInstanceRefresh CancelInstanceRefresh EnableMetricsCollection DisableMetricsCollection SetInstanceProtection`;
const functions = `CreateFunction DeleteFunction UpdateFunctionCode UpdateFunctionConfiguration PublishVersion CreateAlias
  DeleteAlias UpdateAlias AddPermission RemovePermission PutFunctionConcurrency DeleteFunctionConcurrency
  PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig
  PutProvisionedConcurrencyConfig DeleteProvisionedConcurrencyConfig TagResource UntagResource`;
const topics = `CreateTopic DeleteTopic SetTopicAttributes Subscribe TagResource UntagResource`;
const rules = `PutRule DeleteRule EnableRule DisableRule PutTargets RemoveTargets CreateEventBus DeleteEventBus
  UpdateEventBus CreateArchive DeleteArchive UpdateArchive TagResource UntagResource`;
const releases = `CreateApplication DeleteApplication UpdateApplication CreateDeploymentGroup DeleteDeploymentGroup
  UpdateDeploymentGroup CreateDeploymentConfig DeleteDeploymentConfig TagResource UntagResource`;
const machines = `CreateStateMachine DeleteStateMachine UpdateStateMachine PublishStateMachineVersion
  DeleteStateMachineVersion CreateStateMachineAlias UpdateStateMachineAlias DeleteStateMachineAlias TagResource
  UntagResource`;
