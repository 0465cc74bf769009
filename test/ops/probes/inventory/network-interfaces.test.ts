import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { isOfService } from "../../../../ops/probes/inventory/network-interfaces.ts";

test.each<[string, NetworkInterface]>([
  ["a load balancer's", { RequesterManaged: true, Description: "ELB app/cap-prod/1" }],
  ["a NAT gateway's", { InterfaceType: "natGateway" }],
  ["an endpoint's", { InterfaceType: "vpc_endpoint" }],
  ["a function's", { InterfaceType: "lambda", Description: "AWS Lambda VPC ENI-cap-prod-x-1" }],
  ["a Fargate task's", { Description: "arn:aws:ecs:eu-west-1:345678901234:attachment/4f1c" }],
  ["a broker's, by its description", { Description: "DO NOT DELETE - Amazon MSK network interface for cluster x" }],
  ["a broker's, by its tag", { TagSet: [{ Key: "AWSMSKManaged", Value: "true" }] }],
])("%s interface is explained", (_, card) => {
  expect(isOfService({ RequesterManaged: false, ...card })).toBe(true);
});

test.each<[string, NetworkInterface]>([
  ["an instance's", { InterfaceType: "interface", Attachment: { InstanceId: "i-1" } }],
  ["one that waits for an instance", { Description: "spare" }],
  ["one that only talks of a service", { Description: "for the ELB" }],
])("%s interface is not", (_, card) => {
  expect(isOfService(card)).toBe(false);
});
