import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import { Construct } from "constructs";
import { assertValid, BugError } from "../../contracts/errors.ts";
import { governedFields } from "../../contracts/governed.ts";
import { loadBalancerLogPrefix } from "../../contracts/lake.ts";
import { names } from "../../contracts/names.ts";
import {
  type Listening,
  type LoadBalancerOutputs,
  type LoadBalancerProps,
  type TargetOutputs,
  validateLoadBalancer,
} from "./load-balancer-props.ts";

export type { LoadBalancerOutputs, TargetOutputs } from "./load-balancer-props.ts";

/** Path that every service answers with 200 while it lives. */
const healthPath = "/healthz";

/** Newest of the policies that speak TLS 1.2 and 1.3 only. Source: Elastic Load Balancing user guide, "Security policies". */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** An internet-facing application load balancer with one listener. */
export class LoadBalancer<Target extends string> extends Construct {
  readonly outputs: LoadBalancerOutputs<Target>;
  constructor(scope: Construct, id: string, props: LoadBalancerProps<Target>) {
    super(scope, id);
    assertValid("load balancer", validateLoadBalancer(props));
    const balancer = this.balancer(props);
    const routes = Object.entries<readonly string[]>(props.routes);
    const groups = routes.map(([name, paths]) => ({
      name,
      paths,
      group: this.target(name, props),
      ...this.next(name, props),
    }));
    const fallback = groups.find(({ paths }) => paths.length === 0);
    if (fallback === undefined) throw new BugError("routes that were found valid have no target without paths");
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      ...protocolOf(props.listening),
      defaultAction: [{ type: "forward", targetGroupArn: fallback.group.arn }],
      lifecycle: { ignoreChanges: ledBy(props, "aws_lb_listener") },
    });
    const targets = groups.map(({ name, paths, group, next }, i): [string, TargetOutputs] => {
      const rule = paths.length === 0 ? listener : this.rule({ name, paths, group }, (i + 1) * 10, listener, props);
      const { arn, arnSuffix } = group;
      return [name, { name: group.name, arn, arnSuffix, ...next, ready: [rule] }];
    });
    this.outputs = {
      name: balancer.name,
      arn: balancer.arn,
      arnSuffix: balancer.arnSuffix,
      dns: balancer.dnsName,
      zoneId: balancer.zoneId,
      ...(props.listening.kind === "https" ? { certificate: props.listening.certificate } : {}),
      targets: Object.fromEntries(targets) as Record<Target, TargetOutputs>,
    };
  }

  private balancer({ place, network, safety, accessLogs }: LoadBalancerProps<Target>): Lb {
    return new Lb(this, "balancer", {
      name: names.prefix(place),
      internal: false,
      loadBalancerType: "application",
      subnets: [...network.publicSubnetIds],
      securityGroups: [network.groups.loadBalancer],
      dropInvalidHeaderFields: true,
      // A request that HTTP leaves open to interpretation reaches nobody.
      desyncMitigationMode: "strictest",
      enableDeletionProtection: safety === "protected",
      ...(accessLogs === undefined
        ? {}
        : { accessLogs: { bucket: accessLogs.name, prefix: loadBalancerLogPrefix, enabled: true } }),
    });
  }

  /** Where a release runs beside the one before it, until clients are led over; from then on the other group waits. */
  private next(
    name: string,
    props: LoadBalancerProps<Target>,
  ): { readonly next: Pick<TargetOutputs, "nextName" | "nextArnSuffix"> } {
    if (props.releases !== "promoted") return { next: {} };
    const { name: nextName, arnSuffix: nextArnSuffix } = this.target(`${name}-next`, props);
    return { next: { nextName, nextArnSuffix } };
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

  private rule(
    { name, paths, group }: { readonly name: string; readonly paths: readonly string[]; readonly group: LbTargetGroup },
    priority: number,
    listener: LbListener,
    props: LoadBalancerProps<Target>,
  ): LbListenerRule {
    return new LbListenerRule(this, `${name}-rule`, {
      listenerArn: listener.arn,
      priority,
      condition: [{ pathPattern: { values: [...paths] } }],
      action: [{ type: "forward", targetGroupArn: group.arn }],
      lifecycle: { ignoreChanges: ledBy(props, "aws_lb_listener_rule") },
    });
  }
}

const ledBy = ({ releases }: LoadBalancerProps<string>, type: string): string[] =>
  governedFields(type, releases === "promoted" ? ["deploy"] : []);

const protocolOf = (listening: Listening) =>
  listening.kind === "http"
    ? { port: listening.port, protocol: "HTTP" }
    : { port: 443, protocol: "HTTPS", sslPolicy: tlsPolicy, certificateArn: listening.certificate.arn };
