import { expect, test } from "vitest";
import { type Exception, type Finding, judge, readExceptions } from "./exceptions.ts";

const finding: Finding = { scanner: "checkov", id: "CKV_AWS_18", resource: "aws_s3_bucket.bucket_audit", what: "x" };
const exception: Exception = {
  id: "CKV_AWS_18",
  resource: "aws_s3_bucket.*",
  reason: "a reason of some length, as people give",
  owner: "security",
  expires: "2027-05-31",
};

test("a finding is explained by its rule and address, on the last day too", () => {
  expect(judge([finding], [exception], "2027-05-31")).toEqual({ unexplained: [], expired: [], unused: [] });
});

test.each([
  ["another rule", { ...exception, id: "CKV_AWS_19" }],
  ["another address", { ...exception, resource: "aws_s3_bucket.bucket_aud" }],
  ["a dot that is any character", { ...exception, resource: "aws_s3_bucketxbucket_audit" }],
])("%s explains nothing", (_, other) => {
  const { unexplained, unused } = judge([finding], [other], "2027-05-31");
  expect(unexplained).toEqual([finding]);
  expect(unused).toEqual([other]);
});

test("an expired exception explains nothing and is named", () => {
  const judged = judge([finding], [exception], "2027-06-01");
  expect(judged).toEqual({ unexplained: [finding], expired: [exception], unused: [] });
});

test.each([
  ["no reason", { ...exception, reason: "" }],
  ["no owner", { ...exception, owner: "" }],
  ["no day", { ...exception, expires: "some day" }],
  ["a word too much", { ...exception, until: "2027-05-31" }],
])("a line with %s is refused by its number", (_, wrong) => {
  const text = `${JSON.stringify(exception)}\n${JSON.stringify(wrong)}\n`;
  expect(() => readExceptions(text)).toThrow(/policy-exceptions\.jsonl, line 2/);
});

test("no exception of the project is expired", () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(readExceptions().filter((e) => e.expires < today)).toEqual([]);
});
