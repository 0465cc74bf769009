"""A scalable target for a service that lives in ministack's ECS."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = 4
WRONG = "ClusterNotFoundException"


def observe(aws: Emulator) -> object:
    named = {"ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount"}
    autoscaling = aws.client("application-autoscaling")
    try:
        autoscaling.register_scalable_target(ResourceId="service/c/neighbour", MinCapacity=1, MaxCapacity=4, **named)
    except ClientError as error:
        return error.response["Error"]["Code"]
    found = autoscaling.describe_scalable_targets(**named, ResourceIds=["service/c/neighbour"])
    return found["ScalableTargets"][0]["MaxCapacity"]
