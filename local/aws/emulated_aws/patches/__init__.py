"""Corrections of ministack: one file per patch, each with its reason; this list is the registry."""

from __future__ import annotations

from ..patching import Patch
from . import s3_failed_write

ALL: tuple[Patch, ...] = (s3_failed_write.PATCH,)
