import {
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Environment } from "../../../environments/environment.ts";
import { changed, governed, type Mutation } from "../mutation.ts";

const balancer = "aws_lb.entrance_balancer";
const web = "aws_lb_target_group.entrance_web";
const control = "aws_lb_target_group.entrance_control";
const listener = "aws_lb_listener.entrance_listener";

/** The load balancer. */
export const entranceMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "invalid headers let through",
    expect: [changed(balancer, "drop_invalid_header_fields")],
    async apply({ client, held }) {
      const put = (Value: string) =>
        client(ElasticLoadBalancingV2Client).send(
          new ModifyLoadBalancerAttributesCommand({
            LoadBalancerArn: held(balancer, "arn"),
            Attributes: [{ Key: "routing.http.drop_invalid_header_fields.enabled", Value }],
          }),
        );
      await put("false");
      return () => put("true");
    },
  },
  {
    name: "health asked at another path",
    expect: [changed(web, "health_check[0].path")],
    async apply({ client, held }) {
      const put = (HealthCheckPath: string) =>
        client(ElasticLoadBalancingV2Client).send(
          new ModifyTargetGroupCommand({ TargetGroupArn: held(web, "arn"), HealthCheckPath }),
        );
      await put("/");
      const [{ path }] = JSON.parse(held(web, "health_check")) as [{ path: string }];
      return () => put(path);
    },
  },
  {
    name: "targets drained for longer",
    expect: [changed(control, "deregistration_delay")],
    async apply({ client, held }) {
      const put = (Value: string) =>
        client(ElasticLoadBalancingV2Client).send(
          new ModifyTargetGroupAttributesCommand({
            TargetGroupArn: held(control, "arn"),
            Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value }],
          }),
        );
      await put("3000");
      return () => put(held(control, "deregistration_delay"));
    },
  },
  {
    name: "clients led to another service",
    expect: [
      env.releases === "promoted"
        ? governed(listener, "default_action[0].target_group_arn")
        : changed(listener, "default_action[0].target_group_arn"),
    ],
    async apply({ client, held }) {
      const put = (TargetGroupArn: string) =>
        client(ElasticLoadBalancingV2Client).send(
          new ModifyListenerCommand({
            ListenerArn: held(listener, "arn"),
            DefaultActions: [{ Type: "forward", TargetGroupArn }],
          }),
        );
      await put(held(control, "arn"));
      return () => put(held(web, "arn"));
    },
  },
  {
    name: "a listener's rule for other paths",
    expect: [changed("aws_lb_listener_rule.entrance_control-rule", "condition[0].path_pattern[0].values")],
    async apply({ client, held }) {
      const rule = "aws_lb_listener_rule.entrance_control-rule";
      const put = (Values: string[]) =>
        client(ElasticLoadBalancingV2Client).send(
          new ModifyRuleCommand({
            RuleArn: held(rule, "arn"),
            Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values } }],
          }),
        );
      const [{ path_pattern }] = JSON.parse(held(rule, "condition")) as [{ path_pattern: [{ values: string[] }] }];
      await put(["/admin/*"]);
      return () => put(path_pattern[0].values);
    },
  },
];
