"""What an account has set for all of its buckets. An echo: nothing is refused because of it."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..refusals import Refusal
from ..tables import Table

_blocks = Table("s3-account-public-access")


def _put(asked: Json) -> Json:
    _blocks.here()[asked["AccountId"]] = asked["PublicAccessBlockConfiguration"]
    return {}


def _get(asked: Json) -> Json:
    if asked["AccountId"] not in _blocks.here():
        raise Refusal("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404)
    return {"PublicAccessBlockConfiguration": _blocks.here()[asked["AccountId"]]}


def _delete(asked: Json) -> Json:
    _blocks.here().pop(asked["AccountId"], None)
    return {}


EXTENSION = Extension(
    name="s3-account",
    service="s3control",
    scope="s3-control",
    why="the account's own block of public access is refused with InvalidURI",
    operations={"PutPublicAccessBlock": _put, "GetPublicAccessBlock": _get, "DeletePublicAccessBlock": _delete},
)
