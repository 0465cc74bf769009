"""Health checks as they were asked for. Echoes: no check is made."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json
from ..tables import Table

_configs = Table("health-check-configs")
_ABOUT = ("HealthCheckId", "HealthCheckVersion", "ResetElements")
"""Members of a change that are not of the check."""


def _as_asked(answer: Json) -> Json:
    """ministack takes lists (Regions, ChildHealthChecks) for a text, and writes truths as Python does."""
    check = answer["HealthCheck"]
    config = {**check["HealthCheckConfig"], **_configs.here().get(check["Id"], {})}
    return {**answer, "HealthCheck": {**check, "HealthCheckConfig": config}}


async def _create(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    config = asked["HealthCheckConfig"]
    _configs.here()[answer["HealthCheck"]["Id"]] = {"EnableSNI": config["Type"].startswith("HTTPS"), **config}
    return _as_asked(answer)


async def _update(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    own = {name: value for name, value in asked.items() if name not in _ABOUT}
    _configs.here().setdefault(asked["HealthCheckId"], {}).update(own)
    return _as_asked(answer)


async def _get(asked: Json, ask: Ask) -> Json:
    return _as_asked(await ask(asked))


EXTENSION = Extension(
    name="route53-health-checks",
    service="route53",
    why="a health check forgets the Regions that it looks from, and the checks that it counts",
    operations={"CreateHealthCheck": _create, "UpdateHealthCheck": _update, "GetHealthCheck": _get},
)
