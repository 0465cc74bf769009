import type { EventAlarmSpec } from "./event-alarms.ts";

/**
 * Told when a certificate of the account will not renew by itself. ACM renews 60 days before the end and says so only when
 * it cannot: most often the record that proves our domain is gone.
 */
export const certificateEvents: readonly EventAlarmSpec[] = [
  {
    name: "certificate-ends",
    means: "A certificate ends soon and does not renew by itself.",
    runbook: "certificate-expiry",
    pattern: {
      source: ["aws.acm"],
      "detail-type": [
        "ACM Certificate Approaching Expiration",
        "ACM Certificate Expired",
        "ACM Certificate Renewal Action Required",
      ],
    },
  },
];
