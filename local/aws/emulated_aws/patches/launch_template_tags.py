"""Tags of a launch template: moto puts them among the tags that the template gives to what it starts."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_ITSELF = "launch-template"


def _apply(models: ModuleType) -> None:
    @around(models.LaunchTemplateBackend, "create_launch_template")
    def create(original: Callable[..., Any], self: Any, name: str, description: str, data: Any, tags: Any) -> Any:
        if "TagSpecifications" in data:
            given = [spec for spec in data["TagSpecifications"] if spec["ResourceType"] != _ITSELF]
            data = {**data, "TagSpecifications": given}
        return original(self, name, description, data, tags)


PATCH = Patch(
    name="launch-template-tags",
    module="moto.ec2.models.launch_templates",
    why="tags of the template itself come back as tags of instances, and every plan wants to remove them",
    apply=_apply,
)
