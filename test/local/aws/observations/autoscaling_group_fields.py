"""The longest life of an instance, as an Auto Scaling group says it."""

from __future__ import annotations

from emulator import Emulator

RIGHT = 2_592_000
WRONG = None


def observe(aws: Emulator) -> int | None:
    scaling = aws.client("autoscaling")
    scaling.create_launch_configuration(
        LaunchConfigurationName="lived", ImageId="ami-12c6146b", InstanceType="t4g.nano"
    )
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="lived",
        LaunchConfigurationName="lived",
        MinSize=0,
        MaxSize=0,
        AvailabilityZones=["eu-west-1a"],
        MaxInstanceLifetime=2_592_000,
    )
    found = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["lived"])["AutoScalingGroups"][0]
    return found.get("MaxInstanceLifetime")
