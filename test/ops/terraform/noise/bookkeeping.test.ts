import { expect, test } from "vitest";
import { bookkeeping } from "../../../../ops/terraform/noise/bookkeeping.ts";
import { explains, unexplainedBy } from "./explained.ts";

test.each([
  ["aws_lambda_function", "last_modified", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"],
  ["aws_ssm_parameter", "version", 1, 3],
  ["aws_wafv2_web_acl", "lock_token", "a", "b"],
  ["aws_msk_cluster", "current_version", "K1", "K2"],
])("%s.%s only counts or dates changes", (type, attribute, before, after) =>
  expect(explains(bookkeeping, type, attribute, before, after)).toBe(true),
);

test.each([
  ["aws_lambda_function", "version", "1", "2"],
  ["aws_lambda_function", "code_sha256", "a", "b"],
  ["aws_ssm_parameter", "value", "a", "b"],
  ["aws_launch_template", "latest_version", 1, 2],
  ["aws_msk_cluster", "kafka_version", "3.6.0", "3.7.0"],
  ["aws_athena_workgroup", "version", 1, 2],
])("%s.%s says what the resource is", (type, attribute, before, after) =>
  expect(explains(bookkeeping, type, attribute, before, after)).toBe(false),
);

test("what was changed is told beside the date", () =>
  expect(
    unexplainedBy(bookkeeping, {
      address: "aws_lambda_function.f",
      before: { last_modified: "a", timeout: 3 },
      after: { last_modified: "b", timeout: 900 },
    }),
  ).toEqual(["timeout"]));
