"""The time zone of a delivery stream's prefixes, which is UTC where nobody says another."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json


async def _describe(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    for one in answer["DeliveryStreamDescription"].get("Destinations", []):
        if extended := one.get("ExtendedS3DestinationDescription"):
            extended.setdefault("CustomTimeZone", "UTC")
    return answer


EXTENSION = Extension(
    name="firehose-zones",
    service="firehose",
    why="a delivery stream has no time zone, and every plan wants to set it",
    operations={"DescribeDeliveryStream": _describe},
)
