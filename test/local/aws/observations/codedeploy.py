"""A configuration of CodeDeploy, and a deployment group that is changed."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "canary"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    deploy = aws.client("codedeploy")
    named = {"applicationName": "functions"}

    def changed() -> str:
        deploy.create_application(computePlatform="Lambda", **named)
        deploy.create_deployment_config(
            deploymentConfigName="canary",
            computePlatform="Lambda",
            trafficRoutingConfig={
                "type": "TimeBasedCanary",
                "timeBasedCanary": {"canaryInterval": 15, "canaryPercentage": 10},
            },
        )
        role = "arn:aws:iam::123456789012:role/r"
        deploy.create_deployment_group(deploymentGroupName="seen", serviceRoleArn=role, **named)
        deploy.update_deployment_group(currentDeploymentGroupName="seen", deploymentConfigName="canary", **named)
        group = deploy.get_deployment_group(deploymentGroupName="seen", **named)["deploymentGroupInfo"]
        return str(group["deploymentConfigName"])

    return told(changed)
