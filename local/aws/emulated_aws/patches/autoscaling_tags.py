"""Tags of a scalable target: moto has no such operations, and the Terraform provider reads the tags back."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _tags(response: Any) -> dict[str, dict[str, str]]:
    """Kept on the backend, which is what is saved."""
    return response.applicationautoscaling_backend.__dict__.setdefault("tags_by_arn", {})


def _apply(responses: ModuleType) -> None:
    owner = responses.ApplicationAutoScalingResponse

    def list_tags_for_resource(self: Any) -> str:
        return json.dumps({"Tags": _tags(self).get(self._get_param("ResourceARN"), {})})

    def tag_resource(self: Any) -> str:
        _tags(self).setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self: Any) -> str:
        for name in self._get_param("TagKeys"):
            _tags(self).get(self._get_param("ResourceARN"), {}).pop(name, None)
        return "{}"

    for operation in (list_tags_for_resource, tag_resource, untag_resource):
        setattr(owner, operation.__name__, operation)

    @around(owner, "register_scalable_target")
    def register(original: Callable[[Any], str], self: Any) -> str:
        answer = original(self)
        if self._get_param("Tags"):
            _tags(self)[json.loads(answer)["ScalableTargetARN"]] = dict(self._get_param("Tags"))
        return answer


PATCH = Patch(
    name="autoscaling-tags",
    module="moto.applicationautoscaling.responses",
    why="tags of scalable targets are not implemented, and so Terraform cannot read a target back",
    apply=_apply,
)
