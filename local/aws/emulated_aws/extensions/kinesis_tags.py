"""Tags of a stream that are given with its creation."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json


async def _create(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    from ministack.services import kinesis

    kinesis._streams[asked["StreamName"]]["tags"].update(asked.get("Tags") or {})
    return answer


EXTENSION = Extension(
    name="kinesis-tags",
    service="kinesis",
    why="tags that a stream is created with are forgotten",
    operations={"CreateStream": _create},
)
