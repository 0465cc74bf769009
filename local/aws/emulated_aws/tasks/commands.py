"""What exactly is started: the program, and the environment it sees."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from ..context import Context
from .images import Image


def program(image: Image, entry_point: Sequence[str], command: Sequence[str] | None) -> list[str]:
    """The words to execute: the definition's command before the image's, files of the image by their full path.

    A task's working directory is its volume, not its image, so a word that names a file of the image is replaced by
    that file; any other word, `node` say, is left to PATH.
    """
    words = [*entry_point, *(command or ([] if entry_point else image.command))]
    return [_inside(image.folder, word) for word in words]


def _inside(folder: Path, word: str) -> str:
    path = PurePosixPath(word)
    if not word or word.startswith("-") or path.is_absolute() or ".." in path.parts:
        return word
    return str(folder / path) if (folder / path).is_file() else word


def environment(context: Context, image: Image, address: str, given: Mapping[str, str]) -> dict[str, str]:
    """What the process sees: the image's and the container's own variables and what Fargate adds, nothing of ours.

    `given` holds the definition's environment, its secrets, and ministack's addresses of metadata and credentials.
    """
    own = {name: str(value) for name, value in given.items()}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(context.volumes_dir),
        "AWS_EXECUTION_ENV": "AWS_ECS_FARGATE",
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        **image.env,
        **own,
        "AWS_ENDPOINT_URL": context.endpoint,
        "TASK_ADDRESS": address,
    }
