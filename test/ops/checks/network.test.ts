import { expect, test } from "vitest";
import { networkEndpoints } from "../../../ops/checks/network-endpoints.ts";
import { networkFlowLogs } from "../../../ops/checks/network-flow-logs.ts";
import { networkIngress } from "../../../ops/checks/network-ingress.ts";
import { networkSubnets } from "../../../ops/checks/network-subnets.ts";
import { networkVpc } from "../../../ops/checks/network-vpc.ts";
import type { OpenIngress, SubnetSeen } from "../../../ops/probes/network.ts";
import { judged } from "./given.ts";

const subnet = (zone: string, more: Partial<SubnetSeen> = {}): SubnetSeen => ({
  id: `subnet-${zone}`,
  zone,
  state: "available",
  blackholes: [],
  routed: true,
  ...more,
});

test("vpc: available is ok; gone and pending fail", () => {
  expect(judged(networkVpc, { id: "vpc-1", state: "available" })).toEqual({ state: "ok", saw: "vpc-1" });
  expect(judged(networkVpc, { id: "vpc-1", state: undefined })).toMatchObject({ saw: "vpc-1: there is none" });
  expect(judged(networkVpc, { id: "vpc-1", state: "pending" })).toMatchObject({ state: "fail", saw: "vpc-1: pending" });
});

test("subnets: two zones are ok", () => {
  expect(judged(networkSubnets, [subnet("a"), subnet("a"), subnet("b")])).toEqual({
    state: "ok",
    saw: "3 subnets in 2 zones",
  });
});

test("subnets: every fault is told", () => {
  const seen = [subnet("a", { state: "pending", routed: false, blackholes: ["0.0.0.0/0"] })];
  expect(judged(networkSubnets, seen)).toMatchObject({
    state: "fail",
    saw: "subnets in 1 zone, subnet-a is pending, subnet-a has no route table, subnet-a: the route to 0.0.0.0/0 leads nowhere",
  });
  expect(judged(networkSubnets, [])).toMatchObject({ state: "fail", saw: "subnets in 0 zones" });
});

test("ingress: the load balancer may be open, nothing else", () => {
  const rule: OpenIngress = { group: "sg-1", groupName: "cap-local-lb", what: "tcp 80", ofBalancer: true };
  expect(judged(networkIngress, [rule]).state).toBe("ok");
  expect(judged(networkIngress, []).state).toBe("ok");
  const ssh = { group: "sg-2", groupName: "cap-local-services", what: "tcp 22", ofBalancer: false };
  expect(judged(networkIngress, [rule, ssh])).toMatchObject({
    state: "fail",
    saw: "cap-local-services (sg-2) lets everyone in: tcp 22",
  });
});

test("endpoints: none fails, one that is not available fails, any spelling of available is ok", () => {
  const endpoint = { id: "vpce-1", service: "com.amazonaws.eu-west-1.s3", state: "Available" };
  expect(judged(networkEndpoints, [endpoint, { ...endpoint, state: "available" }]).state).toBe("ok");
  expect(judged(networkEndpoints, [])).toMatchObject({ state: "fail", saw: "no VPC endpoint" });
  expect(judged(networkEndpoints, [{ ...endpoint, state: "failed" }])).toMatchObject({
    saw: "com.amazonaws.eu-west-1.s3 (vpce-1): failed",
  });
});

test("flow logs: none fails, and so does one that cannot deliver", () => {
  expect(judged(networkFlowLogs, [{ id: "fl-1", status: "ACTIVE" }]).state).toBe("ok");
  expect(judged(networkFlowLogs, [])).toMatchObject({ state: "fail", saw: "no flow log on the VPC" });
  expect(judged(networkFlowLogs, [{ id: "fl-1", status: "ACTIVE", error: "Access error" }])).toMatchObject({
    state: "fail",
    saw: "fl-1: ACTIVE, Access error",
  });
});
