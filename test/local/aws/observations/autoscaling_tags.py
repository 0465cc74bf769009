"""Tags given to a scalable target."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = {"platform": "cap"}
WRONG = "UnsupportedOperationException"


def observe(aws: Emulator) -> object:
    autoscaling = aws.client("application-autoscaling")
    made = autoscaling.register_scalable_target(
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId="service/c/tagged",
        MinCapacity=1,
        MaxCapacity=2,
        Tags={"platform": "cap"},
    )
    try:
        return autoscaling.list_tags_for_resource(ResourceARN=made["ScalableTargetARN"])["Tags"]
    except ClientError as error:
        return error.response["Error"]["Code"]
