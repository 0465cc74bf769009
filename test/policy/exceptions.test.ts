import { expect, test } from "vitest";
import { type Exception, type Found, judge, readExceptions } from "./exceptions.ts";

const finding: Found = {
  environment: "prod",
  scanner: "checkov",
  id: "CKV_AWS_18",
  resource: "aws_s3_bucket.bucket_audit",
  what: "x",
};
const day = "2027-05-31";
const exception: Exception = {
  id: "CKV_AWS_18",
  resource: "aws_s3_bucket.*",
  reason: "a reason of some length, as people give",
  owner: "security",
  expires: "2027-05-31",
};

test("a finding is explained by its rule and address, on the last day too", () => {
  expect(judge([finding], [exception], day, ["prod"])).toEqual({ unexplained: [], expired: [], stale: [] });
});

test.each([
  ["another rule", { ...exception, id: "CKV_AWS_19" }],
  ["another address", { ...exception, resource: "aws_s3_bucket.bucket_aud" }],
  ["a dot that is any character", { ...exception, resource: "aws_s3_bucketxbucket_audit" }],
])("%s explains nothing", (_, other) => {
  const { unexplained, stale } = judge([finding], [other], day, ["prod"]);
  expect(unexplained).toEqual([finding]);
  expect(stale).toEqual([other]);
});

test("an expired exception explains nothing and is named", () => {
  const judged = judge([finding], [exception], "2027-06-01", ["prod"]);
  expect(judged).toEqual({ unexplained: [finding], expired: [exception], stale: [] });
});

test("an exception that nothing needs fails once every environment that it is for was scanned", () => {
  const stale = (e: Exception, ...scanned: string[]) => judge([], [e], day, scanned).stale;
  expect(stale(exception, "dev")).toEqual([]);
  expect(stale(exception, "dev", "prod")).toEqual([exception]);
  const small: Exception = { ...exception, in: ["dev", "staging"] };
  expect(stale(small, "prod", "dev")).toEqual([]);
  expect(stale(small, "dev", "staging")).toEqual([small]);
  expect(stale({ ...exception, scanner: "none" }, "dev", "staging", "prod")).toEqual([]);
});

test("an exception for some environments explains nothing in another; a profile's plan counts as its environment's", () => {
  const small: Exception = { ...exception, in: ["staging"] };
  const explained = (environment: string) => judge([{ ...finding, environment }], [small], day, []).unexplained;
  expect(explained("staging")).toEqual([]);
  expect(explained("staging-window")).toEqual([]);
  expect(explained("prod")).toHaveLength(1);
});

test("whatever names an environment names one that there is, or a profile of one", () => {
  const known = ["dev", "staging", "prod", "prod-dr", "staging-window", "prod-standard"];
  for (const name of readExceptions().flatMap((e) => e.in ?? [])) expect(known).toContain(name);
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
