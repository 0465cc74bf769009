"""A trail that writes to a log group and looks for what is unusual."""

from __future__ import annotations

from emulator import Emulator
from observing import told

GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*"
RIGHT = (GROUP, ["ApiErrorRateInsight"])
WRONG = (None, "TrailNotFoundException")


def observe(aws: Emulator) -> object:
    trails = aws.client("cloudtrail")
    role = "arn:aws:iam::123456789012:role/trail"
    arn = trails.create_trail(
        Name="seen", S3BucketName="seen", CloudWatchLogsLogGroupArn=GROUP, CloudWatchLogsRoleArn=role
    )["TrailARN"]

    def insights() -> object:
        trails.put_insight_selectors(TrailName=arn, InsightSelectors=[{"InsightType": "ApiErrorRateInsight"}])
        return [one["InsightType"] for one in trails.get_insight_selectors(TrailName=arn)["InsightSelectors"]]

    group = trails.describe_trails(trailNameList=[arn])["trailList"][0].get("CloudWatchLogsLogGroupArn")
    return group, told(insights)
