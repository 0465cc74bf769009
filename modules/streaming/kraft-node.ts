import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service/index.js";
import { Construct } from "constructs";
import { governedFields } from "../../contracts/governed.ts";
import { names } from "../../contracts/names.ts";
import { ScaledTarget } from "../compute/scaled-target.ts";
import { countingOf, type ServiceOutputs } from "../compute/service.ts";
import { nodeContainer } from "./kraft-container.ts";
import type { KraftNodeProps } from "./kraft-props.ts";
import { nodeName } from "./kraft-settings.ts";

/**
 * A node as an ECS service of one task, so that its name and number stay its own: the old task is gone before the new one
 * starts, or two would answer to one name. Never on Spot. It calls nothing of AWS, so it has no role of its own.
 */
export class KraftNode extends Construct {
  readonly outputs: ServiceOutputs;
  constructor(scope: Construct, id: string, props: KraftNodeProps) {
    super(scope, id);
    const { place, cluster, network, node, hours } = props;
    const name = nodeName(node.id);
    const atNight = hours.kind === "working-hours";
    const service = new EcsService(this, "service", {
      name: names.of(place, name),
      cluster: cluster.arn,
      taskDefinition: this.task(props, name).arn,
      desiredCount: 1,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      propagateTags: "SERVICE",
      networkConfiguration: {
        subnets: [...network.privateSubnetIds],
        securityGroups: [props.securityGroup],
        assignPublicIp: false,
      },
      serviceRegistries: { registryArn: this.named(props, name).arn },
      dependsOn: [...cluster.ready, ...network.ways.ready],
      lifecycle: { ignoreChanges: governedFields("aws_ecs_service", atNight ? ["schedule"] : []) },
    });
    if (atNight)
      new ScaledTarget(this, "hours", {
        place,
        name,
        service: { name: service.name, cluster: cluster.name },
        tasks: { least: 1, most: 1 },
        hours,
      });
    const { logGroup } = props;
    this.outputs = { name: service.name, cluster: cluster.name, logGroup, ...countingOf(cluster, hours) };
  }

  private named({ namespaceId }: KraftNodeProps, name: string): ServiceDiscoveryService {
    return new ServiceDiscoveryService(this, "name", {
      name,
      // Ten seconds: clients find a replaced task soon after it is there.
      dnsConfig: { namespaceId, routingPolicy: "MULTIVALUE", dnsRecords: [{ type: "A", ttl: 10 }] },
      healthCheckCustomConfig: { failureThreshold: 1 },
      forceDestroy: true,
    });
  }

  private task(props: KraftNodeProps, name: string): EcsTaskDefinition {
    const { place, intent } = props;
    return new EcsTaskDefinition(this, "task-definition", {
      family: names.of(place, name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(intent.cpu),
      memory: String(intent.memoryMib),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      executionRoleArn: props.executionRoleArn,
      containerDefinitions: nodeContainer(props, name),
    });
  }
}
