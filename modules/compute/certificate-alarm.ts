import type { AlarmSpec } from "../observability/alarm.ts";
import type { CertificateOutputs } from "./certificate.ts";

/**
 * ACM renews a certificate 60 days before its end, as long as its validation records stand. Minimum: it is told once or
 * twice a day, and one word of it is enough. A day without it keeps the last state; an expired certificate says nothing.
 * Source: ACM user guide, "Supported CloudWatch metrics".
 *
 * @param whose what clients reach under its name: `the entrance`
 */
export const certificateAlarm = (name: string, whose: string, certificate: CertificateOutputs): AlarmSpec => ({
  name,
  means: `The certificate of ${whose} ends in less than 30 days: it was not renewed.`,
  runbook: "certificate-expiry",
  metric: {
    namespace: "AWS/CertificateManager",
    name: "DaysToExpiry",
    dimensions: { CertificateArn: certificate.arn },
  },
  statistic: "Minimum",
  when: { below: 30 },
  periodSeconds: 86_400,
  breaching: { periods: 1, of: 1 },
  missing: "ignore",
});
