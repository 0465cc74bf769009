import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { validateCertificate } from "../../../modules/compute/certificate.ts";
import { validateZone, type ZoneProps } from "../../../modules/compute/zone.ts";
import { synthesised } from "../../support/synthesised.ts";

const platforms = { dev: synthesised({ environment: dev }), prod: synthesised({ environment: prod }) };
const local = synthesised();

for (const [name, platform] of Object.entries(platforms)) {
  test(`${name}: clients are listened to on 443 alone, with TLS 1.2 and above`, () => {
    const listeners = platform.of("aws_lb_listener");
    expect(listeners).toHaveLength(1);
    expect(listeners[0]?.has).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(String(listeners[0]?.has["certificate_arn"])).toContain("aws_acm_certificate_validation");
  });

  test(`${name}: a request that is not what it seems reaches nobody, and every request is written down`, () => {
    const [balancer] = platform.of("aws_lb");
    expect(balancer?.has).toMatchObject({
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "strictest",
      enable_deletion_protection: name === "prod",
      access_logs: { enabled: true },
    });
  });

  test(`${name}: every certificate proves itself in the zone, and is replaced before it goes`, () => {
    const certificates = platform.of("aws_acm_certificate");
    expect(certificates.length).toBeGreaterThan(0);
    for (const { has } of certificates) {
      expect(has["validation_method"]).toBe("DNS");
      expect(has["lifecycle"]).toEqual({ create_before_destroy: true });
    }
    expect(platform.of("aws_acm_certificate_validation")).toHaveLength(certificates.length);
  });

  test(`${name}: the name leads to the load balancer as an alias, and the zone outlives every release`, () => {
    const records = platform.of("aws_route53_record").filter((r) => r.has["type"] === "A");
    const entrance = records.find((r) => r.address.includes("entrance-name"));
    expect(entrance?.has["alias"]).toMatchObject({ evaluate_target_health: true });
    expect(platform.durable.resources.map((r) => r.address)).toContain("aws_route53_zone.zone_entrance");
  });

  test(`${name}: somebody is told a month before a certificate ends, whichever it is`, () => {
    const alarms = platform.of("aws_cloudwatch_metric_alarm").filter((a) => a.has["metric_name"] === "DaysToExpiry");
    for (const { has } of alarms) expect(has).toMatchObject({ threshold: 30, statistic: "Minimum", period: 86_400 });
    const watched = alarms.map((a) => (a.has["dimensions"] as { CertificateArn: string }).CertificateArn);
    const made = platform.of("aws_acm_certificate_validation").map((r) => `\${${r.address}.certificate_arn}`);
    expect(watched.sort()).toEqual(made.sort());
  });
}

test("a zone goes with a disposable environment, and stays with a protected one", () => {
  expect(platforms.dev.of("aws_route53_zone")[0]?.has["force_destroy"]).toBe(true);
  expect(platforms.prod.of("aws_route53_zone")[0]?.has).toMatchObject({
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
});

test("where there is no domain there is no zone, no certificate and no name", () => {
  for (const type of ["aws_route53_zone", "aws_acm_certificate", "aws_route53_record"])
    expect(local.of(type)).toEqual([]);
});

test.each([
  ["cap.example.com", true],
  ["a.b.c.example.co", true],
  ["example", false],
  ["-cap.example.com", false],
  ["Cap.example.com", false],
  [`${"a".repeat(60)}.example.com`, false],
])("%s is a domain: %s", (domain, fine) => expect(validateZone({ domain } as ZoneProps)).toHaveLength(fine ? 0 : 1));

test("a certificate is for the zone or a name below it, never for a name beside it", () => {
  const zone = { id: "Z", domain: "cap.example.com" };
  expect(validateCertificate({ zone, domain: "api.cap.example.com" })).toEqual([]);
  expect(validateCertificate({ zone, domain: "cap.example.com" })).toEqual([]);
  expect(validateCertificate({ zone, domain: "notcap.example.com" })).toHaveLength(1);
});
