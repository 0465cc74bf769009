"""From where a health check looks, and which checks another one counts. Echoes: no check is made."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json
from ..tables import Table

_LISTS = ("Regions", "ChildHealthChecks")
_kept = Table("health-check-lists")


def _with_lists(check: Json) -> Json:
    """ministack takes each list for a text, and loses it."""
    config = {name: value for name, value in check["HealthCheckConfig"].items() if name not in _LISTS}
    return {**check, "HealthCheckConfig": {**config, **_kept.here().get(check["Id"], {})}}


async def _create(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    config = asked["HealthCheckConfig"]
    _kept.here()[answer["HealthCheck"]["Id"]] = {name: config[name] for name in _LISTS if config.get(name)}
    return {**answer, "HealthCheck": _with_lists(answer["HealthCheck"])}


async def _update(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    kept = _kept.here().setdefault(asked["HealthCheckId"], {})
    kept.update({name: asked[name] for name in _LISTS if asked.get(name)})
    return {**answer, "HealthCheck": _with_lists(answer["HealthCheck"])}


async def _get(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    return {**answer, "HealthCheck": _with_lists(answer["HealthCheck"])}


EXTENSION = Extension(
    name="route53-health-checks",
    service="route53",
    why="a health check forgets the Regions that it looks from, and the checks that it counts",
    operations={"CreateHealthCheck": _create, "UpdateHealthCheck": _update, "GetHealthCheck": _get},
)
