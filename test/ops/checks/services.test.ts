import { expect, test } from "vitest";
import { servicesCluster } from "../../../ops/checks/services-cluster.ts";
import { servicesDeployments } from "../../../ops/checks/services-deployments.ts";
import { servicesRestarts } from "../../../ops/checks/services-restarts.ts";
import { servicesRunning } from "../../../ops/checks/services-running.ts";
import type { ServiceSeen, StoppedTask } from "../../../ops/probes/services.ts";
import { ago, judged } from "./given.ts";

const service: ServiceSeen = {
  name: "lake",
  ecsName: "cap-local-lake",
  cluster: "cap-local",
  status: "ACTIVE",
  desired: 1,
  running: 1,
  pending: 0,
  deployment: { state: "COMPLETED", updatedAt: ago(3_600), startedAt: ago(3_700), failedTasks: 0 },
};
const crash = (seconds: number): StoppedTask => ({
  service: "lake",
  stoppedAt: ago(seconds),
  code: "EssentialContainerExited",
  reason: "Essential container in task exited",
  exit: 1,
});

test("cluster: ACTIVE or fail", () => {
  expect(judged(servicesCluster, { name: "cap-local", status: "ACTIVE" }).state).toBe("ok");
  expect(judged(servicesCluster, { name: "cap-local", status: undefined })).toMatchObject({
    state: "fail",
    saw: "cap-local: there is none",
  });
});

test("running: a service that was switched off is found although it has all the tasks it wants", () => {
  const off = { ...service, desired: 0, running: 0 };
  expect(
    judged(servicesRunning, { services: [off], stopped: [{ ...crash(40), code: "ServiceSchedulerInitiated" }] }),
  ).toEqual({
    state: "fail",
    saw: "lake: switched off (desired count 0)",
    want: "lake: 1 running",
    fix: "aws ecs update-service --cluster cap-local --service cap-local-lake --desired-count 1",
    since: ago(40).toISOString(),
  });
});

test("running: too few tasks fail, since the last one ended or else since the deployment changed", () => {
  const short = { ...service, desired: 2, pending: 1 };
  expect(judged(servicesRunning, { services: [short], stopped: [crash(90), crash(30)] })).toMatchObject({
    state: "fail",
    saw: "lake: 1 of 2 tasks running, 1 starting",
    fix: "docs/runbooks/service-down.md",
    since: ago(30).toISOString(),
  });
  const other = { ...crash(5), service: "web" };
  expect(judged(servicesRunning, { services: [short], stopped: [other] })).toMatchObject({
    since: ago(3_600).toISOString(),
  });
});

test("running: more tasks than the environment says are the autoscaler's business", () => {
  expect(judged(servicesRunning, { services: [{ ...service, desired: 4, running: 4 }], stopped: [] }).state).toBe("ok");
});

test("running: a service that is gone is applied again; none named is unknown", () => {
  const gone = { ...service, status: undefined, desired: 0, running: 0 };
  expect(judged(servicesRunning, { services: [gone], stopped: [] })).toMatchObject({
    saw: "lake: there is no such service",
    fix: "cap up --env local",
  });
  expect(judged(servicesRunning, { services: [], stopped: [] }).state).toBe("unknown");
});

test("deployments: one in progress is ok for 15 minutes, a failed one never", () => {
  const moving = (seconds: number): ServiceSeen => ({
    ...service,
    deployment: { state: "IN_PROGRESS", startedAt: ago(seconds), updatedAt: ago(5), failedTasks: 2 },
  });
  expect(judged(servicesDeployments, [service])).toEqual({ state: "ok", saw: "all at rest" });
  expect(judged(servicesDeployments, [moving(900)])).toEqual({ state: "ok", saw: "in progress: lake" });
  expect(judged(servicesDeployments, [moving(1_200)])).toMatchObject({
    state: "fail",
    saw: "lake: in progress for 20 min, 2 tasks failed",
    since: ago(1_200).toISOString(),
  });
  const failed = { state: "FAILED", reason: "circuit breaker", updatedAt: ago(60), failedTasks: 3 };
  expect(judged(servicesDeployments, [{ ...service, deployment: failed }])).toMatchObject({
    saw: "lake: failed, 3 tasks failed: circuit breaker",
    since: ago(60).toISOString(),
  });
});

test("restarts: three crashes of one service within 15 minutes are a loop", () => {
  expect(judged(servicesRestarts, [])).toEqual({ state: "ok", saw: "no crash in 15 min" });
  expect(judged(servicesRestarts, [crash(10), crash(20), crash(901)])).toEqual({
    state: "ok",
    saw: "2 crashes in 15 min",
  });
  expect(judged(servicesRestarts, [crash(10), crash(20), { ...crash(30), service: "web" }]).state).toBe("ok");
  expect(judged(servicesRestarts, [crash(10), crash(20), crash(30)])).toMatchObject({
    state: "fail",
    saw: "lake: 3 crashes, last with exit code 1",
    fix: `aws logs filter-log-events --log-group-name /cap/local/lake --start-time ${ago(900).getTime()} --query 'events[].message' --output text`,
    since: ago(30).toISOString(),
  });
});

test("restarts: tasks that a deployment or a person stopped do not count", () => {
  const stopped = [10, 20, 30].map((s) => ({ ...crash(s), code: "ServiceSchedulerInitiated" }));
  expect(judged(servicesRestarts, stopped).state).toBe("ok");
});

test("deployments: a service that fell back to the revision before is a failure since it came to rest", () => {
  const back = { ...service, rolledBackFrom: "cap-local-lake:7" };
  expect(judged(servicesDeployments, [service, back])).toMatchObject({
    state: "fail",
    saw: "lake: cap-local-lake:7 did not start and was rolled back",
    since: ago(3_600).toISOString(),
  });
});
