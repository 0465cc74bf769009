import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type DescribeTargetHealthCommandOutput,
  ElasticLoadBalancingV2Client,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The load balancer as it stands. */
export interface BalancerSeen {
  readonly name: string;
  /** `active`, `provisioning`, `failed`, …; undefined when there is none of this ARN. */
  readonly state: string | undefined;
  readonly reason?: string;
  readonly securityGroups: readonly string[];
}

/** The environment's load balancer. */
export const balancer = probe(async (look): Promise<BalancerSeen> => {
  const { name, arn } = (await runtime(look)).loadBalancer;
  const elb = look.client(ElasticLoadBalancingV2Client);
  const answer = await orAbsent(elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] })));
  const found = answer?.LoadBalancers?.[0];
  const reason = found?.State?.Reason;
  return {
    name,
    state: found?.State?.Code,
    ...(reason === undefined ? {} : { reason }),
    securityGroups: found?.SecurityGroups ?? [],
  };
});

/** Targets of one service, in both of its groups where a release is promoted from one to the other. */
export interface TargetsSeen {
  readonly service: string;
  /** False when a target group itself is gone. */
  readonly exists: boolean;
  readonly healthy: number;
  /** `10.0.1.7:8080 unhealthy (Target.Timeout)`, one line per target that takes no traffic. */
  readonly others: readonly string[];
}

/** Health of the targets of every service that the load balancer serves. */
export const targets = probe(async (look): Promise<readonly TargetsSeen[]> => {
  const { services } = await runtime(look);
  const elb = look.client(ElasticLoadBalancingV2Client);
  const served = Object.entries(services).map(([service, { targetGroup, nextTargetGroup }]) => ({
    service,
    groups: [targetGroup, nextTargetGroup].filter((group) => group !== undefined),
  }));
  return await Promise.all(
    served
      .filter(({ groups }) => groups.length > 0)
      .map(async ({ service, groups }) => {
        const answers = await Promise.all(groups.map((group) => healthIn(elb, group)));
        const all = answers.flatMap((answer) => answer?.TargetHealthDescriptions ?? []);
        const others = all.filter((t) => t.TargetHealth?.State !== "healthy");
        return {
          service,
          exists: answers.every((answer) => answer !== undefined),
          healthy: all.length - others.length,
          others: others.map(inWords),
        };
      }),
  );
});

/** Undefined when the group is gone. */
async function healthIn(
  elb: ElasticLoadBalancingV2Client,
  group: string,
): Promise<DescribeTargetHealthCommandOutput | undefined> {
  const TargetGroupArn = group.startsWith("arn:") ? group : await arnOf(elb, group);
  return TargetGroupArn === undefined
    ? undefined
    : await orAbsent(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })));
}

const inWords = ({ Target: t, TargetHealth: h }: TargetHealthDescription): string =>
  `${t?.Id}:${t?.Port} ${h?.State}${h?.Reason === undefined ? "" : ` (${h.Reason})`}`;

async function arnOf(elb: ElasticLoadBalancingV2Client, name: string): Promise<string | undefined> {
  const answer = await orAbsent(elb.send(new DescribeTargetGroupsCommand({ Names: [name] })));
  return answer?.TargetGroups?.[0]?.TargetGroupArn;
}
