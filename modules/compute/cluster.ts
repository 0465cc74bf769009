import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** The ECS cluster of an environment. */
export interface ClusterProps {
  readonly place: Place;
}

/** What others need of the cluster. */
export interface ClusterOutputs {
  readonly name: string;
  readonly arn: string;
}

/** A Fargate cluster with Container Insights; on-demand unless a service asks for Spot. */
export class Cluster extends Construct {
  readonly outputs: ClusterOutputs;
  constructor(scope: Construct, id: string, { place }: ClusterProps) {
    super(scope, id);
    const cluster = new EcsCluster(this, "cluster", {
      name: names.prefix(place),
      setting: [{ name: "containerInsights", value: "enabled" }],
    });
    new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
    this.outputs = { name: cluster.name, arn: cluster.arn };
  }
}
