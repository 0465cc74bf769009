import { expect, test } from "vitest";
import { driftAsJunit } from "../../../../ops/drift/report/junit.ts";
import fc from "../../../support/properties.ts";
import { finding, night, report, unmanaged } from "../findings.ts";

const count = (xml: string, pattern: RegExp): number => xml.match(pattern)?.length ?? 0;

test("a case for each state and finding: drift fails, blind is an error, recorded is skipped", () => {
  const xml = driftAsJunit(night);
  const cases = 3 + night.findings.length + 1;
  expect(count(xml, /<testcase /g)).toBe(cases);
  expect(xml).toContain(
    `<testsuites name="cap drift" tests="${cases}" failures="11" errors="1" skipped="1" time="41.240">`,
  );
  expect(count(xml, /<failure /g)).toBe(11);
  expect(xml).toMatch(
    /<testcase name="state account" classname="drift.prod.looked at">\n +<error message="could not look: AccessDenied/,
  );
  expect(xml).toContain('<testcase name="state durable" classname="drift.prod.looked at"/>');
  expect(xml).toContain('<skipped message="recorded until 2026-03-31, platform: longer while');
});

test("an API that could not be asked is an error of its own", () => {
  const xml = driftAsJunit(report([], { blind: [{ what: "sqs:ListQueues", because: "throttled" }] }));
  expect(xml).toContain('<testcase name="sqs:ListQueues" classname="drift.prod.looked at">');
  expect(xml).toContain('tests="4" failures="0" errors="1"');
});

test("a failure says what, why, who and what to run", () => {
  const xml = driftAsJunit(report([finding()]));
  expect(xml).toContain(
    '<failure message="availability: aws_sqs_queue.queue_landing changed outside">visibility_timeout_seconds: 300 -&gt; 30',
  );
  expect(xml).toContain("by unknown; since 2026-03-01T03:20:00.000Z\ncap drift --env prod --fix</failure>");
});

test("whatever something is called, the XML stays well-formed and holds no character that XML cannot", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(text, text, (after, resource) => {
      const xml = driftAsJunit(report([finding({ after }), finding(unmanaged("aws_sqs_queue", resource))]));
      const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
      expect(xml).toMatch(allowed);
      // Without its own elements nothing is left that opens one.
      const rest = xml.replaceAll(/<\?xml [^<>]*\?>|<\/?(testsuites?|testcase|failure)\b[^<>]*>/g, "");
      expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
    }),
  );
});
