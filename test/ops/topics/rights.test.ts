import { expect, test } from "vitest";
import type { Rule } from "../../../adapters/bus/rights-port.ts";
import { agentsUser, topicRights } from "../../../contracts/topic-rights.ts";
import { topics } from "../../../contracts/topics.ts";
import { planRights, rightsAsText } from "../../../ops/topics/rights.ts";

const writing: Rule = {
  principal: `User:${agentsUser}`,
  target: { kind: "topic", name: topics.securityEvents.name, match: "exact" },
  operation: "write",
  permission: "allow",
  host: "*",
};
const denied: Rule = { ...writing, permission: "deny" };

test("agents hand in events and may do nothing else", () => {
  expect(planRights(topicRights, [])).toEqual({ missing: [writing], same: [], unmanaged: [] });
});

test("a right that is there is not given again", () => {
  expect(planRights(topicRights, [writing])).toEqual({ missing: [], same: [writing], unmanaged: [] });
});

test("reading takes the topic and the group", () => {
  const { missing } = planRights([{ user: "u", may: "read", topic: topics.alerts, group: "g" }], []);
  expect(missing.map(({ target, operation }) => `${operation} ${target.kind} ${target.name}`)).toEqual([
    "read topic alerts",
    "read group g",
  ]);
});

test("a rule that is nearly the right is another one: neither does for it, and both stay", () => {
  const near: readonly Rule[] = [
    denied,
    { ...writing, host: "10.0.0.1" },
    { ...writing, operation: "read" },
    { ...writing, target: { ...writing.target, match: "prefix" } },
    { ...writing, principal: "User:others" },
  ];
  expect(planRights(topicRights, near)).toEqual({ missing: [writing], same: [], unmanaged: near });
});

test("the text has a line for every rule, and says where one holds for an address only", () => {
  const text = rightsAsText(planRights(topicRights, [denied, { ...writing, host: "10.0.0.1" }]));
  expect(text.split("\n")).toHaveLength(4);
  expect(text).toMatch(/User:agents +allow +allow write of topic security-events/);
  expect(text).toMatch(/unmanaged +allow write of topic security-events from 10\.0\.0\.1/);
});
