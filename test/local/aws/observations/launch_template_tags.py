"""What a launch template tags, when it has tags of its own."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ["instance"]
WRONG = ["instance", "launch-template"]


def observe(aws: Emulator) -> list[str]:
    ec2 = aws.client("ec2")
    tags = [{"Key": "Name", "Value": "seen"}]
    made = ec2.create_launch_template(
        LaunchTemplateName="tagged",
        LaunchTemplateData={
            "InstanceType": "t4g.nano",
            "TagSpecifications": [{"ResourceType": "instance", "Tags": tags}],
        },
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": tags}],
    )["LaunchTemplate"]["LaunchTemplateId"]
    version = ec2.describe_launch_template_versions(LaunchTemplateId=made)["LaunchTemplateVersions"][0]
    return sorted(spec["ResourceType"] for spec in version["LaunchTemplateData"]["TagSpecifications"])
