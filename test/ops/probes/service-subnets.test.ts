import { expect, test } from "vitest";
import { vpcOf } from "../../../ops/probes/service-subnets.ts";

const vpcs = new Map([["subnet-1", "vpc-1"]]);
const network = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } });

test.each([
  ["the service itself", network("subnet-1")],
  ["one of several subnets", network("subnet-9", "subnet-1")],
  ["a deployment that is on its way", { ...network("subnet-9"), deployments: [network("subnet-1")] }],
  ["a task set, where CodeDeploy deploys", { taskSets: [network("subnet-1")] }],
])("a service stands in our VPC by %s", (_, service) => expect(vpcOf(service, vpcs)).toBe("vpc-1"));

test.each([
  ["in somebody else's", network("subnet-9")],
  ["on the network of its instances", {}],
])("and not when it stands %s", (_, service) => expect(vpcOf(service, vpcs)).toBeUndefined());
