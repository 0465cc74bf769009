import type { AlarmSpec } from "../observability/alarm.ts";
import type { EventAlarmSpec } from "../observability/event-alarms.ts";
import type { EntranceCheckOutputs } from "./entrance-check.ts";
import type { VaultOutputs } from "./vault.ts";

/**
 * What AWS Backup says of jobs that did not come about, and who touches what it keeps. Events, not its metrics: those
 * count per account and kind of resource, so that two environments would alarm for each other, and do not say which table
 * it was. Events, not notifications of the vault: those say the same, and need Backup among those who may publish.
 */
export const backupEvents = (vault: VaultOutputs): EventAlarmSpec[] => [
  {
    name: "backup-failed",
    means: "A backup did not come about.",
    runbook: "backup-failed",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["FAILED", "ABORTED", "EXPIRED"], backupVaultArn: [vault.arn] },
    },
  },
  {
    name: "backup-copy-failed",
    means: "A backup was not copied to the other Region.",
    runbook: "backup-failed",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change"],
      detail: { state: ["FAILED"], sourceBackupVaultArn: [vault.arn] },
    },
  },
  {
    name: "backup-changed",
    means: "Somebody deleted a backup or changed how long it is kept.",
    runbook: "backup-changed",
    // The call, not the change of state: a backup that expires in its time changes its state too.
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventName: tampering, requestParameters: { backupVaultName: [vault.name] } },
    },
  },
  {
    name: "restore-failed",
    means: "A restore, or the test of one, failed.",
    runbook: "restore-test-failed",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { status: ["FAILED", "ABORTED"], resourceType: ["DynamoDB"] },
    },
  },
];

const tampering = [
  "DeleteRecoveryPoint",
  "UpdateRecoveryPointLifecycle",
  "PutBackupVaultAccessPolicy",
  "DeleteBackupVaultAccessPolicy",
  "DeleteBackupVaultLockConfiguration",
];

/**
 * Goes off when Route 53 cannot reach the entrance. Minimum, because the metric is 1 or 0 and one bad minute is one;
 * Route 53 sends it every minute as long as the check exists, so no data is as bad as a bad answer.
 */
export const entranceCheckAlarm = (check: EntranceCheckOutputs): AlarmSpec => ({
  name: "entrance-unreachable",
  means: "Most of the places from which Route 53 asks get no answer from the entrance.",
  runbook: "entrance-unreachable",
  metric: { namespace: "AWS/Route53", name: "HealthCheckStatus", dimensions: { HealthCheckId: check.id } },
  statistic: "Minimum",
  when: { below: 1 },
  periodSeconds: 60,
  breaching: { periods: 3, of: 3 },
  missing: "breaching",
});
