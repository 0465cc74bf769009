import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept, named } from "./scope.ts";

/** Logs, alarms, traces, the account's guards and its money. */
export const watchingWrites = (scope: ApplyScope): Grant => [
  allow(
    actions("logs", logs),
    kept(scope, "logs", "log-group:/cap/", "log-group:aws-waf-logs-cap-", "log-group:/aws/"),
  ),
  inRegions(
    scope,
    actions(
      "logs",
      "PutResourcePolicy DeleteResourcePolicy PutQueryDefinition DeleteQueryDefinition CreateLogDelivery UpdateLogDelivery DeleteLogDelivery",
    ),
  ),
  allow(actions("cloudwatch", alarms), named(scope, "cloudwatch", "alarm:")),
  allow(actions("cloudwatch", "PutDashboard DeleteDashboards"), [
    `arn:aws:cloudwatch::${scope.place.account}:dashboard/cap-*`,
  ]),
  inRegions(scope, actions("cloudwatch", "PutAnomalyDetector DeleteAnomalyDetector")),
  inRegions(
    scope,
    actions(
      "xray",
      "CreateGroup DeleteGroup UpdateGroup CreateSamplingRule DeleteSamplingRule UpdateSamplingRule PutEncryptionConfig TagResource UntagResource",
    ),
  ),
  allow(
    actions(
      "cloudtrail",
      "CreateTrail UpdateTrail StartLogging PutEventSelectors PutInsightSelectors AddTags RemoveTags",
    ),
    named(scope, "cloudtrail", "trail/"),
  ),
  inRegions(scope, actions("config", config)),
  inRegions(scope, actions("guardduty", "CreateDetector UpdateDetector TagResource UntagResource")),
  inRegions(
    scope,
    actions(
      "securityhub",
      "EnableSecurityHub UpdateSecurityHubConfiguration BatchEnableStandards BatchDisableStandards UpdateStandardsControl TagResource UntagResource",
    ),
  ),
  allow(
    actions(
      "access-analyzer",
      "CreateAnalyzer UpdateAnalyzer CreateArchiveRule UpdateArchiveRule DeleteArchiveRule TagResource UntagResource",
    ),
    named(scope, "access-analyzer", "analyzer/"),
  ),
  inRegions(scope, actions("quicksight", reports)),
  allow(actions("budgets", "ModifyBudget TagResource UntagResource"), [
    `arn:aws:budgets::${scope.place.account}:budget/cap-*`,
  ]),
  // Cost Explorer has one endpoint for all Regions, and ids that AWS makes up.
  allow(actions("ce", costs), [`arn:aws:ce::${scope.place.account}:*`]),
  allow(actions("ce", "UpdateCostAllocationTagsStatus ListCostAllocationTags"), ["*"]),
  allow(actions("account", "PutAlternateContact DeleteAlternateContact"), [
    `arn:aws:account::${scope.place.account}:account`,
  ]),
];

const logs = `CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey
  PutMetricFilter DeleteMetricFilter PutSubscriptionFilter DeleteSubscriptionFilter TagResource UntagResource`;
const alarms = `PutMetricAlarm PutCompositeAlarm DeleteAlarms EnableAlarmActions DisableAlarmActions TagResource
  UntagResource`;
const config = `PutConfigurationRecorder StartConfigurationRecorder PutDeliveryChannel PutConfigRule DeleteConfigRule
  PutRetentionConfiguration TagResource UntagResource`;
const reports = `CreateDataSource DeleteDataSource UpdateDataSource UpdateDataSourcePermissions CreateDataSet DeleteDataSet
  UpdateDataSet UpdateDataSetPermissions CreateDashboard DeleteDashboard UpdateDashboard UpdateDashboardPermissions
  UpdateDashboardPublishedVersion CreateAnalysis DeleteAnalysis UpdateAnalysis CreateIngestion PassDataSource
  PassDataSet CreateRefreshSchedule DeleteRefreshSchedule UpdateRefreshSchedule TagResource UntagResource`;
const costs = `CreateAnomalyMonitor DeleteAnomalyMonitor UpdateAnomalyMonitor CreateAnomalySubscription
  DeleteAnomalySubscription UpdateAnomalySubscription CreateCostCategoryDefinition DeleteCostCategoryDefinition
  UpdateCostCategoryDefinition TagResource UntagResource`;
