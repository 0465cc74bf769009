"""Whom the policy of an event bus lets in."""

from __future__ import annotations

import json
import uuid

from emulator import Emulator

RIGHT = ["arn:aws:iam::123456789012:root"]
WRONG = ["*"]


def observe(aws: Emulator) -> list[str]:
    events = aws.client("events")
    name = f"bus-{uuid.uuid4().hex[:8]}"
    arn = events.create_event_bus(Name=name)["EventBusArn"]
    statement = {
        "Sid": "Account",
        "Effect": "Allow",
        "Principal": {"AWS": RIGHT[0]},
        "Action": "events:PutEvents",
        "Resource": arn,
    }
    events.put_permission(EventBusName=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    kept = json.loads(events.describe_event_bus(Name=name)["Policy"])["Statement"]
    return [one["Principal"]["AWS"] if isinstance(one["Principal"], dict) else one["Principal"] for one in kept]
