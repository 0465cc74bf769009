"""Zone rebalancing of a service, as it was set."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "ENABLED"
WRONG = None


def observe(aws: Emulator) -> object:
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="fields")
    container = {"name": "app", "image": "none:0", "essential": True, "command": ["true"]}
    ecs.register_task_definition(family="fields", containerDefinitions=[container])
    ecs.create_service(
        cluster="fields",
        serviceName="s",
        taskDefinition="fields",
        desiredCount=0,
        availabilityZoneRebalancing="ENABLED",
    )
    return ecs.describe_services(cluster="fields", services=["s"])["services"][0].get("availabilityZoneRebalancing")
