import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assertValid } from "../../contracts/errors.ts";
import { type FieldOwner, governedFields } from "../../contracts/governed.ts";
import { names } from "../../contracts/names.ts";
import type { Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import { grantLog, LogGroup, type LogGroupOutputs } from "../observability/log-group.ts";
import { grantReadSecret } from "../secrets/api-token.ts";
import { capacityOf } from "./capacity.ts";
import type { ClusterOutputs } from "./cluster.ts";
import { containerDefinitions } from "./container.ts";
import { grantPull } from "./repositories.ts";
import type { Hours } from "./scaled-target.ts";
import { Scaling } from "./scaling.ts";
import { type ServiceProps, validateService } from "./service-props.ts";
import type { WorkingHours } from "./working-hours.ts";

/** What others need of a service. */
export interface ServiceOutputs {
  readonly name: string;
  readonly cluster: string;
  readonly logGroup: LogGroupOutputs;
  /** What tells how many of its tasks run. */
  readonly counted: "by Container Insights" | "by samples";
  /** When they run; absent where they always do. */
  readonly hours?: WorkingHours;
  /** What Terraform deployed; absent where a deploy tool decides. */
  readonly taskDefinition?: string;
}

/** An ECS service on Fargate: roles, log group, task definition, and a deployment that rolls itself back. */
export class Service extends Construct {
  readonly outputs: ServiceOutputs;
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    assertValid(`service ${props.name}`, validateService(props));
    const { place, name, logs } = props;
    const logGroup = new LogGroup(this, "log", { place, name, ...logs }).outputs;
    const task = this.task(props, logGroup);
    const service = new EcsService(this, "service", {
      name: names.of(place, name),
      cluster: props.cluster.arn,
      taskDefinition: task.arn,
      desiredCount: props.size.tasks,
      capacityProviderStrategy: capacityOf(props.size),
      availabilityZoneRebalancing: "ENABLED",
      // A release that cannot start never takes the last good task with it.
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      propagateTags: "SERVICE",
      networkConfiguration: {
        subnets: [...props.network.privateSubnetIds],
        securityGroups: [props.network.groups.services],
        assignPublicIp: false,
      },
      ...this.attachment(props),
      dependsOn: this.before(props),
      lifecycle: { ignoreChanges: governedFields("aws_ecs_service", ownersOf(props)) },
    });
    if (grows(props) || rests(props)) this.scale(props, service.name);
    const deployed = props.releases === "terraform" ? { taskDefinition: task.arn } : {};
    const counting = countingOf(props.cluster, props.hours);
    this.outputs = { name: service.name, cluster: props.cluster.name, logGroup, ...counting, ...deployed };
  }

  private scale(
    { place, name, size, cluster, hours = { kind: "always" }, demands = [] }: ServiceProps,
    full: string,
  ): void {
    const { tasks: least, maxTasks: most = least } = size;
    const service = { name: full, cluster: cluster.name };
    const wanted = most > least ? demands : [];
    new Scaling(this, "scaling", { place, name, service, tasks: { least, most }, hours, demands: wanted });
  }

  private attachment({ attach, name }: ServiceProps) {
    if (attach === undefined) return {};
    return {
      loadBalancer: [{ targetGroupArn: attach.target.arn, containerName: name, containerPort: attach.port }],
      healthCheckGracePeriodSeconds: 60,
    };
  }

  /** A target group without a listener refuses services, and a task without a way out cannot even fetch its image. */
  private before({ cluster, network, attach }: ServiceProps): ITerraformDependable[] {
    return [...cluster.ready, ...network.ways.ready, ...(attach?.target.ready ?? [])];
  }

  private task(props: ServiceProps, logGroup: LogGroupOutputs): EcsTaskDefinition {
    const { place, name, size, grants, secrets = {} } = props;
    const role = (suffix: string, given: readonly Grant[]) =>
      new Role(this, suffix, { place, name: `${name}-${suffix}`, assumedBy: "ecs-tasks.amazonaws.com", grants: given })
        .outputs;
    const secretGrants = Object.values(secrets).map(grantReadSecret);
    const execution = role("execution", [grantPull(props.image.repository), grantLog(logGroup), ...secretGrants]);
    return new EcsTaskDefinition(this, "task-definition", {
      family: names.of(place, name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(size.cpu),
      memory: String(size.memoryMib),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      executionRoleArn: execution.arn,
      taskRoleArn: role("task", grants).arn,
      containerDefinitions: containerDefinitions(props, logGroup),
    });
  }
}

const grows = ({ size }: ServiceProps): boolean => (size.maxTasks ?? size.tasks) > size.tasks;
const rests = ({ hours }: ServiceProps): boolean => hours?.kind === "working-hours";

const ownersOf = (props: ServiceProps): FieldOwner[] => [
  ...(props.releases === "promoted" ? (["deploy"] as const) : []),
  ...(grows(props) ? (["autoscaler"] as const) : []),
  ...(rests(props) ? (["schedule"] as const) : []),
];

/** How the tasks of a service are counted, and when there are none to count. */
export const countingOf = (
  { containerInsights }: ClusterOutputs,
  hours: Hours = { kind: "always" },
): Pick<ServiceOutputs, "counted" | "hours"> => ({
  counted: containerInsights ? "by Container Insights" : "by samples",
  ...(hours.kind === "working-hours" ? { hours } : {}),
});
