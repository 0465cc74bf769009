import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assertValid, BugError, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { NetworkOutputs } from "../network/network.ts";

/** The entrance of an environment. */
export interface LoadBalancerProps<Target extends string> {
  readonly place: Place;
  readonly network: NetworkOutputs;
  /** `protected` switches deletion protection on. */
  readonly safety: "disposable" | "protected";
  /** Port of the listener, HTTP. */
  readonly port: number;
  /** Port at which tasks answer. */
  readonly targetPort: number;
  /** Path patterns of each target; a target with none takes what the others leave. Exactly one has none. */
  readonly routes: Readonly<Record<Target, readonly string[]>>;
}

/** What a service needs to stand behind the load balancer. */
export interface TargetOutputs {
  readonly name: string;
  readonly arn: string;
  /** How CloudWatch names it. */
  readonly arnSuffix: string;
  /** Wait for these before a service registers. */
  readonly ready: readonly ITerraformDependable[];
}

/** What others need of the load balancer. */
export interface LoadBalancerOutputs<Target extends string> {
  readonly name: string;
  readonly arn: string;
  /** How CloudWatch names it. */
  readonly arnSuffix: string;
  readonly dns: string;
  readonly targets: Readonly<Record<Target, TargetOutputs>>;
}

/** Path that every service answers with 200 while it lives. */
const healthPath = "/healthz";

/** Every fault of the props. */
export function validateLoadBalancer<T extends string>(p: LoadBalancerProps<T>): Fault[] {
  const faults: Fault[] = [];
  const fallbacks = Object.entries<readonly string[]>(p.routes).filter(([, paths]) => paths.length === 0);
  if (fallbacks.length !== 1)
    faults.push({ field: "routes", got: fallbacks.map(([name]) => name), want: "exactly one target without paths" });
  const zones = p.network.publicSubnetIds.length;
  if (zones < 2) faults.push({ field: "network.publicSubnetIds", got: zones, want: "at least 2, one per zone" });
  return faults;
}

/** An internet-facing application load balancer with one HTTP listener. */
export class LoadBalancer<Target extends string> extends Construct {
  readonly outputs: LoadBalancerOutputs<Target>;
  constructor(scope: Construct, id: string, props: LoadBalancerProps<Target>) {
    super(scope, id);
    assertValid("load balancer", validateLoadBalancer(props));
    const balancer = this.balancer(props);
    const routes = Object.entries<readonly string[]>(props.routes);
    const groups = routes.map(([name, paths]) => ({ name, paths, group: this.target(name, props) }));
    const fallback = groups.find(({ paths }) => paths.length === 0);
    if (fallback === undefined) throw new BugError("routes that were found valid have no target without paths");
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port: props.port,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: fallback.group.arn }],
    });
    const targets = groups.map(({ name, paths, group }, i): [string, TargetOutputs] => {
      const rule = paths.length === 0 ? listener : this.rule(name, (i + 1) * 10, listener, group, paths);
      return [name, { name: group.name, arn: group.arn, arnSuffix: group.arnSuffix, ready: [rule] }];
    });
    this.outputs = {
      name: balancer.name,
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      dns: balancer.dnsName,
      targets: Object.fromEntries(targets) as Record<Target, TargetOutputs>,
    };
  }

  private balancer({ place, network, safety }: LoadBalancerProps<Target>): Lb {
    return new Lb(this, "balancer", {
      name: names.prefix(place),
      internal: false,
      loadBalancerType: "application",
      subnets: [...network.publicSubnetIds],
      securityGroups: [network.groups.loadBalancer],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: safety === "protected",
    });
  }

  private target(name: string, { place, network, targetPort }: LoadBalancerProps<Target>): LbTargetGroup {
    return new LbTargetGroup(this, name, {
      name: names.of(place, name),
      vpcId: network.vpcId,
      port: targetPort,
      protocol: "HTTP",
      targetType: "ip",
      // Requests that are under way get this long when a task leaves.
      deregistrationDelay: "10",
      healthCheck: {
        path: healthPath,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  }

  private rule(name: string, priority: number, l: LbListener, group: LbTargetGroup, paths: readonly string[]) {
    return new LbListenerRule(this, `${name}-rule`, {
      listenerArn: l.arn,
      priority,
      condition: [{ pathPattern: { values: [...paths] } }],
      action: [{ type: "forward", targetGroupArn: group.arn }],
    });
  }
}
