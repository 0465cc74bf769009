import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";

/** What ECS needs, beside a second target group for each served service, to run a release beside the one before it. */
export interface BlueGreenProps {
  readonly place: Place;
}

/**
 * The role in which ECS moves the listener's rules from one target group of a service to the other.
 *
 * AWS provider 5.100 knows neither `deployment_configuration` of a service nor `advanced_configuration` of its load
 * balancer: both came with provider 6. So Terraform makes what native blue-green stands on, under names that promotion
 * computes, and promotion asks ECS for the strategy when it changes the task definition. Until it does, and for services
 * that nobody calls, a release rolls, with the circuit breaker to roll it back. Source: ECS developer guide, "Required
 * resources for Amazon ECS blue/green deployments".
 */
export class BlueGreen extends Construct {
  constructor(scope: Construct, id: string, { place }: BlueGreenProps) {
    super(scope, id);
    const grants = [grantMove(place)];
    new Role(this, "role", { place, name: "blue-green", assumedBy: "ecs.amazonaws.com", grants });
  }
}

/**
 * Grants moving the environment's listener rules and targets. To describe them AWS knows no resource. Source: ECS
 * developer guide, "Amazon ECS infrastructure IAM role for load balancers".
 */
const grantMove = (place: Place): Grant => {
  const ours = (kind: string): string =>
    `arn:aws:elasticloadbalancing:${place.region}:${place.account}:${kind}/${names.prefix(place)}`;
  const named = (verb: string, things: readonly string[]): string[] =>
    things.map((thing) => `elasticloadbalancing:${verb}${thing}`);
  return [
    allow(named("Modify", ["Listener", "Rule"]), [`${ours("listener/app")}/*`, `${ours("listener-rule/app")}/*`]),
    allow([...named("Register", ["Targets"]), ...named("Deregister", ["Targets"])], [`${ours("targetgroup")}-*/*`]),
    allow(named("Describe", ["Listeners", "Rules", "TargetGroups", "TargetHealth"]), ["*"]),
  ];
};
