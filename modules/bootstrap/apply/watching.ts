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
  allow(actions("xray", traces), kept(scope, "xray", "group/cap-", "sampling-rule/cap-")),
  inRegions(scope, ["xray:PutEncryptionConfig"]),
  allow(
    actions(
      "cloudtrail",
      "CreateTrail UpdateTrail StartLogging PutEventSelectors PutInsightSelectors AddTags RemoveTags",
    ),
    named(scope, "cloudtrail", "trail/"),
  ),
  inRegions(scope, actions("config", "PutConfigurationRecorder PutDeliveryChannel PutRetentionConfiguration")),
  allow(
    actions("config", "StartConfigurationRecorder PutConfigRule DeleteConfigRule TagResource UntagResource"),
    kept(scope, "config", "config-rule/", "configuration-recorder/"),
  ),
  inRegions(scope, ["guardduty:CreateDetector"]),
  allow(actions("guardduty", "UpdateDetector TagResource UntagResource"), kept(scope, "guardduty", "detector/")),
  allow(actions("securityhub", findings), kept(scope, "securityhub", "hub/")),
  allow(
    actions(
      "access-analyzer",
      "CreateAnalyzer UpdateAnalyzer CreateArchiveRule UpdateArchiveRule DeleteArchiveRule TagResource UntagResource",
    ),
    named(scope, "access-analyzer", "analyzer/"),
  ),
  inRegions(scope, ["quicksight:CreateDataSource"]),
  allow(
    actions("quicksight", reports),
    kept(scope, "quicksight", "datasource/", "dataset/", "dashboard/", "analysis/"),
  ),
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
const traces = `CreateGroup DeleteGroup UpdateGroup CreateSamplingRule DeleteSamplingRule UpdateSamplingRule TagResource
  UntagResource`;
const findings = `EnableSecurityHub UpdateSecurityHubConfiguration BatchEnableStandards BatchDisableStandards
  UpdateStandardsControl TagResource UntagResource`;
const reports = `DeleteDataSource UpdateDataSource UpdateDataSourcePermissions CreateDataSet DeleteDataSet
  UpdateDataSet UpdateDataSetPermissions CreateDashboard DeleteDashboard UpdateDashboard UpdateDashboardPermissions
  UpdateDashboardPublishedVersion CreateAnalysis DeleteAnalysis UpdateAnalysis CreateIngestion PassDataSource
  PassDataSet CreateRefreshSchedule DeleteRefreshSchedule UpdateRefreshSchedule TagResource UntagResource`;
const costs = `CreateAnomalyMonitor DeleteAnomalyMonitor UpdateAnomalyMonitor CreateAnomalySubscription
  DeleteAnomalySubscription UpdateAnomalySubscription CreateCostCategoryDefinition DeleteCostCategoryDefinition
  UpdateCostCategoryDefinition TagResource UntagResource`;
