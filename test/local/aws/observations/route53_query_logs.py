"""Where a zone's queries are logged."""

from __future__ import annotations

from emulator import Emulator
from observing import told

GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/seen"
RIGHT = GROUP
WRONG = "NoSuchHostedZone"


def observe(aws: Emulator) -> object:
    route53 = aws.client("route53")
    zone = route53.create_hosted_zone(Name="seen.example.com", CallerReference="seen")["HostedZone"]["Id"]

    def log() -> object:
        named = zone.rpartition("/")[2]
        made = route53.create_query_logging_config(HostedZoneId=named, CloudWatchLogsLogGroupArn=GROUP)
        found = route53.get_query_logging_config(Id=made["QueryLoggingConfig"]["Id"])
        return found["QueryLoggingConfig"]["CloudWatchLogsLogGroupArn"]

    return told(log)
