import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** Disks that grow. */
export interface StorageGrowthProps {
  readonly place: Place;
  readonly clusterArn: string;
  /** Per broker, GiB: no disk grows beyond. */
  readonly maxGib: number;
  /** Percent of a disk in use at which all of the cluster grow. @default - 60: the alarm on disks goes off at 85. */
  readonly percent?: number;
}

/**
 * Disks of brokers that grow by themselves, by at least 10 % or 10 GiB, at most once in six hours, and never shrink: MSK
 * cannot. Source: MSK developer guide, "Automatic scaling for Amazon MSK clusters".
 */
export class StorageGrowth extends Construct {
  constructor(scope: Construct, id: string, { place, clusterArn, maxGib, percent = 60 }: StorageGrowthProps) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "disks", {
      serviceNamespace: "kafka",
      scalableDimension: "kafka:broker-storage:VolumeSize",
      resourceId: clusterArn,
      // MSK ignores the lower bound, but wants one.
      minCapacity: 1,
      maxCapacity: maxGib,
    });
    new AppautoscalingPolicy(this, "policy", {
      name: names.of(place, "broker-storage"),
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: percent,
        disableScaleIn: true,
        predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      },
    });
  }
}
