"""A bucket with Object Lock keeps its versions: S3 refuses to suspend them, and Terraform counts on that refusal.

ministack suspends them, and then refuses every change of the bucket's Object Lock, its removal as well.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from ..patching import Patch, around


def _apply(s3: ModuleType) -> None:
    @around(s3, "_put_bucket_versioning")
    def put(original: Callable[..., object], name: str, body: bytes) -> object:
        if b"Suspended" in body and s3._bucket_object_lock.get(name):
            # Terraform's provider looks for these very words.
            message = "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
            return s3._error("InvalidBucketState", message, 409, f"/{name}")
        return original(name, body)


PATCH = Patch(
    name="s3-locked-versioning",
    module="ministack.services.s3",
    why="the audit bucket cannot be destroyed: its Object Lock configuration can no longer be removed",
    apply=_apply,
)
