"""What has to be so for IAM to be enforced here as it is in AWS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .context import Context
from .patching import around


def install(context: Context) -> None:
    """Loopback counts as TLS: nobody can listen, and policies that refuse plain text would refuse everything here."""
    if not context.enforce_iam:
        return
    from ministack.core import iam_evaluator

    @around(iam_evaluator.EvalContext, "__init__")
    def create(original: Callable[..., None], judged: Any, *args: Any, **more: Any) -> None:
        original(judged, *args, **more)
        judged.secure_transport = True
