"""S3 must not say 200 for an object that is not on disk.

ministack logs a warning when an object cannot be written (disk full, access denied) and answers 200; after a restart
the object is gone, although its writer was told that it is safe. With this patch the failure is an InternalError, which
clients retry, the key is what it was before, and nobody is notified of an object that does not exist.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import ModuleType

from ..patching import Patch, around


@dataclass(slots=True)
class _Write:
    """What happened during one request that stores an object."""

    failure: str | None = None
    events: list[Callable[[], object]] = field(default_factory=list)


_current: ContextVar[_Write | None] = ContextVar("object_write_of_this_request", default=None)

_WRITERS = ("_put_object", "_copy_object", "_complete_multipart_upload")


def _apply(s3: ModuleType) -> None:
    _persist_or_report(s3)
    _hold_events(s3)
    for name in _WRITERS:
        _answer_for(s3, name)


def _persist_or_report(s3: ModuleType) -> None:
    @around(s3, "_persist_object")
    def persist(original: Callable[..., None], bucket: str, key: str, obj: object) -> None:
        write = _current.get()
        if write is None or not isinstance(obj, dict):
            return original(bucket, key, obj)
        try:
            _store(s3, bucket, key, obj)
        except OSError as error:
            write.failure = f"{type(error).__name__}: {error.strerror}"
            s3.logger.warning("S3 object %s/%s was refused, its write failed: %s", bucket, key, error)
        return None


def _store(s3: ModuleType, bucket: str, key: str, obj: dict) -> None:
    """Both files are written aside first, so that a full disk spoils neither the old bytes nor their description."""
    path = s3._object_disk_path(bucket, key)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    meta = {**s3._object_meta_from_record(obj), **s3._key_history_meta(bucket, key), "key": key}
    drafts = [(path + ".meta.json", json.dumps(meta).encode())]
    if obj.get("body") is not None:
        drafts.insert(0, (path, obj["body"]))
    try:
        for place, data in drafts:
            with open(place + ".tmp", "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                file.write(data)
        for place, _ in drafts:
            os.replace(place + ".tmp", place)
    except OSError:
        for place, _ in drafts:
            s3._remove_key_files(place + ".tmp")
        raise
    obj["body"] = None
    s3._remove_key_files(s3._other_key_disk_path(os.path.dirname(_bucket_file(s3, bucket)), key, path))


def _bucket_file(s3: ModuleType, bucket: str) -> str:
    return os.path.join(s3.DATA_DIR, s3.get_account_id(), bucket, "")


def _hold_events(s3: ModuleType) -> None:
    """The notification goes out when the object is safe, not before."""

    @around(s3, "_fire_s3_event_async")
    def fire(original: Callable[..., None], *args: object, **more: object) -> None:
        write = _current.get()
        if write is None:
            return original(*args, **more)
        write.events.append(lambda: original(*args, **more))
        return None


def _answer_for(s3: ModuleType, name: str) -> None:
    @around(s3, name)
    def writer(original: Callable[..., tuple], bucket_name: str, key: str, *args: object, **more: object) -> tuple:
        bucket = s3._buckets.get(bucket_name)
        before = bucket["objects"].get(key) if bucket else None
        write = _Write()
        token = _current.set(write)
        try:
            answer = original(bucket_name, key, *args, **more)
        finally:
            _current.reset(token)
        if write.failure is None:
            for event in write.events:
                event()
            return answer
        _put_back(s3, bucket, bucket_name, key, before)
        message = f"We encountered an internal error: the object was not stored ({write.failure})."
        return s3._error("InternalError", message, 500, f"/{bucket_name}/{key}")


def _put_back(s3: ModuleType, bucket: dict, bucket_name: str, key: str, before: dict | None) -> None:
    """Forget what was noted of the failed write, its version included."""
    failed = bucket["objects"].pop(key)
    if before is not None:
        bucket["objects"][key] = before
    versions = s3._object_versions.get((bucket_name, key))
    if not versions:
        return
    versions[:] = [entry for entry in versions if entry["version_id"] != (failed.get("version_id") or "null")]
    if versions:
        versions[-1]["is_latest"] = True
    else:
        s3._object_versions.pop((bucket_name, key), None)


PATCH = Patch(
    name="s3-failed-write",
    module="ministack.services.s3",
    why="an object that could not be written to disk is answered with 200 and lost at the next start",
    apply=_apply,
)
