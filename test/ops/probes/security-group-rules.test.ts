import { expect, test } from "vitest";
import { isOfNewDefault, type RuleSeen, ruleText } from "../../../ops/probes/security-group-rules.ts";

const rule = (more: Partial<RuleSeen>): RuleSeen => ({
  id: "sgr-1",
  group: "sg-1",
  direction: "ingress",
  peer: "0.0.0.0/0",
  traffic: "tcp 22",
  ...more,
});

test("a rule reads as what it lets through", () => {
  expect(ruleText(rule({}))).toBe("ingress tcp 22 from 0.0.0.0/0");
  expect(ruleText(rule({ direction: "egress", traffic: "all traffic" }))).toBe("egress all traffic to 0.0.0.0/0");
});

test("what AWS writes into a new VPC's default group is told from what somebody added", () => {
  expect(isOfNewDefault(rule({ traffic: "all traffic", peer: "sg-1" }))).toBe(true);
  expect(isOfNewDefault(rule({ traffic: "all traffic", direction: "egress" }))).toBe(true);
  expect(isOfNewDefault(rule({ traffic: "all traffic" }))).toBe(false);
  expect(isOfNewDefault(rule({ peer: "sg-1" }))).toBe(false);
  expect(isOfNewDefault(rule({ traffic: "all traffic", peer: "sg-2" }))).toBe(false);
});
