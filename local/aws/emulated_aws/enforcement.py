"""What has to be so for IAM to be enforced here as it is in AWS."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .context import Context
from .patching import around


def install(context: Context) -> None:
    """Loopback counts as TLS: nobody can listen, and policies that refuse plain text would refuse everything here.

    Whoever may send, delete or hold a message may do so with several: IAM knows no action of SQS or SNS for many. And
    metrics are put into a namespace, by which policies tell them apart.
    """
    if not context.enforce_iam:
        return
    from ministack.core import iam_actions, iam_evaluator

    @around(iam_evaluator.EvalContext, "__init__")
    def create(original: Callable[..., None], judged: Any, *args: Any, **more: Any) -> None:
        original(judged, *args, **more)
        judged.secure_transport = True

    @around(iam_actions, "extract_iam_action")
    def action(original: Callable[..., str | None], *request: Any) -> str | None:
        asked = original(*request)
        return asked.removesuffix("Batch") if asked is not None and asked.startswith(("sqs:", "sns:")) else asked

    @around(iam_actions, "request_tag_context")
    def keys(original: Callable[..., dict[str, Any]], service: str, action: str, body: bytes, *more: Any) -> dict[str, Any]:
        known = original(service, action, body, *more)
        if action != "cloudwatch:PutMetricData":
            return known
        return {**known, "cloudwatch:namespace": _namespace(body, *more)}


def _namespace(body: bytes, parameters: Mapping[str, Any]) -> str | None:
    """Where metrics are put, in each of CloudWatch's three protocols: form, JSON, CBOR."""
    import cbor2

    if "Namespace" in parameters:
        given = parameters["Namespace"]
        return given[0] if isinstance(given, list) else given
    asked = json.loads(body) if body.startswith(b"{") else cbor2.loads(body)
    return asked.get("Namespace")
