import type { KeyOutputs } from "../keys/keys.ts";
import type { EventAlarmSpec } from "./event-alarms.ts";

/**
 * Told when somebody takes one of our keys away. What a key encrypted is unreadable from that moment, and gone for ever
 * when its waiting time is over, so each call is told, whoever made it. Needs a trail in the account: EventBridge hears of
 * calls from CloudTrail.
 */
export const keyEvents = (keys: readonly KeyOutputs[]): EventAlarmSpec[] => [
  {
    name: "key-taken-away",
    means: "Somebody disables a key of ours or schedules its deletion.",
    runbook: "key-taken-away",
    pattern: {
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["kms.amazonaws.com"],
        eventName: ["ScheduleKeyDeletion", "DisableKey", "DisableKeyRotation"],
        // The call names a key by id or by ARN; here is always the ARN.
        resources: { ARN: keys.map((key) => key.arn) },
      },
    },
  },
];
