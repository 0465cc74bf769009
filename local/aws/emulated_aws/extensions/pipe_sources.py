"""How a pipe reads its source."""

from __future__ import annotations

from ..extension import Extension
from ..kept import Kept
from ..protocol import Json

_pipes = Kept("pipe-sources", {"SourceParameters": None})


def _name(asked: Json, _answer: Json) -> str:
    return asked["Name"]


EXTENSION = Extension(
    name="pipe-sources",
    service="pipes",
    why="a pipe forgets how it reads its source",
    operations={
        "CreatePipe": _pipes.change(_name),
        "UpdatePipe": _pipes.change(_name),
        "DescribePipe": _pipes.tell(_name),
        "DeletePipe": _pipes.forget(_name),
    },
)
