import { metricNamespace } from "../../../contracts/metrics.ts";
import { allow, type Grant } from "../../identity/policy.ts";
import { grantPutMetrics } from "../../observability/grants.ts";
import { type ApplyScope, actions, inRegions, kept, named, onlyIn } from "./scope.ts";

/** Logs, alarms, traces, reports and the account's guards. */
export const watchingWrites = (scope: ApplyScope): Grant => [
  allow(
    actions("logs", logs),
    kept(
      scope,
      "logs",
      "log-group:/cap/",
      "log-group:aws-waf-logs-cap-",
      "log-group:/aws/",
      "log-group:API-Gateway-Execution-Logs_",
    ),
  ),
  inRegions(
    scope,
    actions(
      "logs",
      "PutResourcePolicy DeleteResourcePolicy PutQueryDefinition DeleteQueryDefinition CreateLogDelivery UpdateLogDelivery DeleteLogDelivery",
    ),
  ),
  ...metricWrites(scope),
  allow(actions("xray", traces), kept(scope, "xray", "group/cap-", "sampling-rule/cap-")),
  inRegions(scope, ["xray:PutEncryptionConfig"]),
  allow(
    actions(
      "cloudtrail",
      "CreateTrail UpdateTrail StartLogging PutEventSelectors PutInsightSelectors AddTags RemoveTags",
    ),
    named(scope, "cloudtrail", "trail/"),
  ),
  inRegions(scope, actions("config", recorders)),
  allow(
    actions("config", "PutConfigRule DeleteConfigRule TagResource UntagResource"),
    kept(scope, "config", "config-rule/", "configuration-recorder/cap-"),
  ),
  inRegions(scope, ["guardduty:CreateDetector"]),
  allow(actions("guardduty", "UpdateDetector TagResource UntagResource"), kept(scope, "guardduty", "detector/")),
  inRegions(scope, ["securityhub:CreateFindingAggregator"]),
  allow(actions("securityhub", findings), [
    `arn:aws:securityhub:*:${scope.place.account}:hub/default`,
    ...kept(scope, "securityhub", "finding-aggregator/"),
  ]),
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
    named(scope, "quicksight", "datasource/", "dataset/", "dashboard/", "analysis/"),
  ),
  allow(actions("account", "PutAlternateContact DeleteAlternateContact"), [
    `arn:aws:account::${scope.place.account}:account`,
  ]),
];

/** Alarms, dashboards, and the metric that says that a release is being moved: it holds pages back. */
const metricWrites = (scope: ApplyScope): Grant => [
  // Application Auto Scaling makes alarms of its own, in the caller's name.
  allow(actions("cloudwatch", alarms), [
    ...named(scope, "cloudwatch", "alarm:"),
    ...kept(scope, "cloudwatch", "alarm:TargetTracking-"),
  ]),
  allow(actions("cloudwatch", "PutDashboard DeleteDashboards"), [
    `arn:aws:cloudwatch::${scope.place.account}:dashboard/cap-*`,
  ]),
  ...grantPutMetrics(metricNamespace).map((statement) => onlyIn(scope, statement)),
  inRegions(scope, actions("cloudwatch", "PutAnomalyDetector DeleteAnomalyDetector")),
];

const logs = `CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey
  PutMetricFilter DeleteMetricFilter PutSubscriptionFilter DeleteSubscriptionFilter TagResource UntagResource`;
const alarms = `PutMetricAlarm PutCompositeAlarm DeleteAlarms EnableAlarmActions DisableAlarmActions TagResource
  UntagResource`;
const traces = `CreateGroup DeleteGroup UpdateGroup CreateSamplingRule DeleteSamplingRule UpdateSamplingRule TagResource
  UntagResource`;
const recorders = `PutConfigurationRecorder StartConfigurationRecorder PutDeliveryChannel PutRetentionConfiguration`;
const findings = `EnableSecurityHub UpdateSecurityHubConfiguration BatchEnableStandards BatchDisableStandards
  UpdateStandardsControl UpdateFindingAggregator DeleteFindingAggregator TagResource UntagResource`;
const reports = `DeleteDataSource UpdateDataSource UpdateDataSourcePermissions CreateDataSet DeleteDataSet
  UpdateDataSet UpdateDataSetPermissions CreateDashboard DeleteDashboard UpdateDashboard UpdateDashboardPermissions
  UpdateDashboardPublishedVersion CreateAnalysis DeleteAnalysis UpdateAnalysis CreateIngestion PassDataSource
  PassDataSet CreateRefreshSchedule DeleteRefreshSchedule UpdateRefreshSchedule TagResource UntagResource`;
