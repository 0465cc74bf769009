import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { LogGroup } from "../observability/log-group.ts";

/** The ECS cluster of an environment. */
export interface ClusterProps {
  readonly place: Place;
  /** Metrics of single tasks and services, among them how many run; about 2 USD a month per service. */
  readonly containerInsights: boolean;
  /** Encrypts what is typed into a running container, and the log of it. */
  readonly key: KeyOutputs;
  /** How long that log is kept. */
  readonly logRetentionDays: number;
}

/** What others need of the cluster. */
export interface ClusterOutputs {
  readonly name: string;
  readonly arn: string;
  /** Whether CloudWatch counts the tasks of a service (`ECS/ContainerInsights`). */
  readonly containerInsights: boolean;
  /** Wait for these before a service asks for capacity: ECS refuses a provider that the cluster does not have yet. */
  readonly ready: readonly ITerraformDependable[];
}

/**
 * A Fargate cluster; on-demand unless a service asks for Spot. ECS Exec is off in every service, because its agent needs
 * a container that can write its image; whoever switches it on by hand leaves an encrypted log of it here.
 */
export class Cluster extends Construct {
  readonly outputs: ClusterOutputs;
  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { place, containerInsights, key, logRetentionDays: retentionDays } = props;
    const typed = new LogGroup(this, "exec-log", { place, name: "exec", key, retentionDays }).outputs;
    const cluster = new EcsCluster(this, "cluster", {
      name: names.prefix(place),
      setting: [{ name: "containerInsights", value: containerInsights ? "enabled" : "disabled" }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: key.arn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: typed.name },
        },
      },
    });
    const capacity = new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
    this.outputs = { name: cluster.name, arn: cluster.arn, containerInsights, ready: [capacity] };
  }
}
