import { expect, test } from "vitest";
import { alarmsActions } from "../../../ops/checks/alarms-actions.ts";
import { alarmsQuiet } from "../../../ops/checks/alarms-quiet.ts";
import { balancerActive } from "../../../ops/checks/balancer-active.ts";
import { balancerTargets } from "../../../ops/checks/balancer-targets.ts";
import { functionsActive } from "../../../ops/checks/functions-active.ts";
import { functionsErrors } from "../../../ops/checks/functions-errors.ts";
import { functionsSchedule } from "../../../ops/checks/functions-schedule.ts";
import { logsRetention } from "../../../ops/checks/logs-retention.ts";
import type { AlarmSeen } from "../../../ops/probes/alarms.ts";
import { ago, guarded, judged } from "./given.ts";

test("load balancer: active, or fail with AWS's reason", () => {
  const seen = { name: "cap-local", state: "active", securityGroups: [] };
  expect(judged(balancerActive, seen)).toEqual({ state: "ok", saw: "cap-local" });
  expect(judged(balancerActive, { ...seen, state: "failed", reason: "no subnet" })).toMatchObject({
    saw: "cap-local: failed (no subnet)",
  });
  expect(judged(balancerActive, { ...seen, state: undefined })).toMatchObject({ saw: "cap-local: there is none" });
});

test("targets: one healthy is enough, also while another drains; an unhealthy one is told", () => {
  const web = { service: "web", exists: true, healthy: 1, others: [] };
  expect(judged(balancerTargets, [web])).toEqual({ state: "ok", saw: "web 1 healthy" });
  expect(judged(balancerTargets, [{ ...web, others: ["10.0.0.1:8080 draining"] }]).state).toBe("ok");
  expect(judged(balancerTargets, [{ ...web, others: ["10.0.0.1:8080 unhealthy (Target.Timeout)"] }])).toMatchObject({
    state: "fail",
    saw: "web: 1 healthy, 10.0.0.1:8080 unhealthy (Target.Timeout)",
  });
  expect(judged(balancerTargets, [{ ...web, healthy: 0 }])).toMatchObject({ saw: "web: 0 healthy, no target at all" });
  expect(judged(balancerTargets, [{ ...web, exists: false, healthy: 0 }])).toMatchObject({
    saw: "web: its target group does not exist",
  });
  expect(judged(balancerTargets, []).state).toBe("unknown");
});

test("functions: a failed update is found although the function is active", () => {
  const f = { part: "freshness", name: "cap-local-freshness", state: "Active", lastUpdate: "Successful" };
  expect(judged(functionsActive, [f]).state).toBe("ok");
  expect(judged(functionsActive, [{ ...f, state: "Inactive" }]).state).toBe("ok");
  expect(judged(functionsActive, [{ ...f, lastUpdate: "Failed", reason: "no image" }])).toMatchObject({
    saw: "cap-local-freshness: its last update failed (no image)",
  });
  expect(judged(functionsActive, [{ ...f, state: undefined }])).toMatchObject({
    saw: "cap-local-freshness: there is none",
  });
  expect(judged(functionsActive, []).state).toBe("unknown");
});

test("function errors: more than a tenth fail; without invocations there is nothing to judge", () => {
  const f = { name: "freshness", invocations: 10, errors: 1 };
  expect(judged(functionsErrors, [f]).state).toBe("ok");
  expect(judged(functionsErrors, [{ ...f, errors: 2, errorsSince: ago(240) }])).toMatchObject({
    state: "fail",
    saw: "freshness: 2 of 10 invocations failed",
    since: ago(240).toISOString(),
  });
  expect(judged(functionsErrors, [{ name: "freshness", invocations: undefined, errors: 0 }]).state).toBe("skip");
});

test("schedule: each function needs one that is on, with or without an alias", () => {
  const schedule = {
    name: "cap-local-freshness",
    expression: "rate(5 minutes)",
    enabled: true,
    calls: ["arn:aws:lambda:eu-west-1:123456789012:function:freshness:live"],
  };
  const seen = { schedules: [schedule], functions: ["freshness"] };
  expect(judged(functionsSchedule, seen)).toEqual({ state: "ok", saw: "freshness: rate(5 minutes)" });
  expect(judged(functionsSchedule, { ...seen, schedules: [{ ...schedule, enabled: false }] })).toMatchObject({
    saw: "freshness: its schedule cap-local-freshness is off",
    fix: "aws events enable-rule --name cap-local-freshness",
  });
  expect(judged(functionsSchedule, { ...seen, schedules: [] })).toMatchObject({
    saw: "freshness: no schedule calls it",
    fix: "cap up --env local",
  });
});

const alarm: AlarmSeen = { name: "cap-local-dead", state: "OK", reason: "", description: "", acts: true };
const topic = { arn: "arn:aws:sns:eu-west-1:123456789012:cap-local-alarms", subscribers: 1 };

test("alarms: one that rings says since when, and leads to its runbook", () => {
  expect(judged(alarmsQuiet, [alarm, { ...alarm, state: "INSUFFICIENT_DATA" }])).toEqual({
    state: "ok",
    saw: "2 alarms, 1 without data yet",
  });
  const ringing: AlarmSeen = { ...alarm, state: "ALARM", reason: "3 > 0", since: ago(30) };
  expect(judged(alarmsQuiet, [ringing])).toMatchObject({
    state: "fail",
    saw: "cap-local-dead: 3 > 0",
    fix: "aws cloudwatch describe-alarm-history --alarm-name cap-local-dead",
    since: ago(30).toISOString(),
  });
  const described = { ...ringing, description: "Dead letters. Runbook: docs/runbooks/dead-letters.md" };
  expect(judged(alarmsQuiet, [described])).toMatchObject({ fix: "docs/runbooks/dead-letters.md" });
  expect(judged(alarmsQuiet, []).state).toBe("fail");
});

test("alarm actions: an alarm that tells nobody fails; a protected environment needs a subscriber", () => {
  expect(judged(alarmsActions, { alarms: [alarm], topic })).toEqual({
    state: "ok",
    saw: "1 alarm -> cap-local-alarms",
  });
  expect(judged(alarmsActions, { alarms: [{ ...alarm, acts: false }], topic })).toMatchObject({
    saw: "cap-local-dead has no action or is switched off",
  });
  const deaf = { alarms: [alarm], topic: { ...topic, subscribers: 0 } };
  expect(judged(alarmsActions, deaf).state).toBe("ok");
  expect(judged(alarmsActions, deaf, guarded).state).toBe("fail");
  expect(judged(alarmsActions, { ...deaf, topic: { ...topic, subscribers: undefined } }).state).toBe("fail");
});

test("log retention: as the environment says, not longer and not for ever", () => {
  const group = { part: "lake", name: "/cap/local/lake", exists: true, retentionDays: 7 };
  expect(judged(logsRetention, [group])).toEqual({ state: "ok", saw: "1 group, 7 days" });
  expect(judged(logsRetention, [{ ...group, retentionDays: 30 }])).toMatchObject({ saw: "/cap/local/lake: 30 days" });
  const { retentionDays: _, ...forever } = group;
  expect(judged(logsRetention, [forever])).toMatchObject({ saw: "/cap/local/lake: kept for ever" });
  expect(judged(logsRetention, [{ ...forever, exists: false }])).toMatchObject({
    saw: "/cap/local/lake: there is none",
  });
});
