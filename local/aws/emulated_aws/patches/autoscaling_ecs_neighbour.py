"""Application Auto Scaling comes from moto, ECS from ministack: moto must not look for the service in its own ECS."""

from __future__ import annotations

from types import ModuleType

from ..patching import Patch


def _apply(models: ModuleType) -> None:
    models.ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda _self, _resource: True


PATCH = Patch(
    name="autoscaling-ecs-neighbour",
    module="moto.applicationautoscaling.models",
    why="RegisterScalableTarget for an ECS service answers ClusterNotFoundException",
    apply=_apply,
)
