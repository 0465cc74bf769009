"""The ARN of a subscription that waits for its confirmation: told to whoever asks for it (ReturnSubscriptionArn)."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_PENDING = b"pending confirmation"


def _apply(sns: ModuleType) -> None:
    @around(sns, "_subscribe")
    def subscribe(original: Callable[[Any], Any], asked: Any) -> Any:
        status, headers, body = original(asked)
        content = body if isinstance(body, bytes) else body.encode()
        if _PENDING not in content or sns._p(asked, "ReturnSubscriptionArn") != "true":
            return status, headers, body
        made = sns._topics[sns._p(asked, "TopicArn")]["subscriptions"][-1]["arn"]
        return status, headers, content.replace(_PENDING, made.encode())


PATCH = Patch(
    name="sns-subscription-arns",
    module="ministack.services.sns",
    why="an HTTPS subscription has no ARN until it is confirmed, and Terraform reads it by that",
    apply=_apply,
)
