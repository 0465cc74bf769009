"""What Glue's jobs, crawlers and triggers were told and ministack forgets, or tells although it was never asked."""

from __future__ import annotations

from typing import Any

from ..extension import Ask, Extension
from ..protocol import Json

_JOB = ("ExecutionClass", "ExecutionProperty", "NotificationProperty", "JobMode", "LogUri")


def _glue() -> Any:
    from ministack.services import glue

    return glue


async def _create_job(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    glue = _glue()
    glue._jobs[asked["Name"]].update({name: asked[name] for name in _JOB if name in asked})
    glue._tags[glue._arn("job", asked["Name"])] = dict(asked.get("Tags") or {})
    return answer


async def _update_job(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    wanted = asked["JobUpdate"]
    _glue()._jobs[asked["JobName"]].update({name: wanted[name] for name in _JOB if name in wanted})
    return answer


async def _create_crawler(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    glue = _glue()
    crawler = glue._crawlers[asked["Name"]]
    if not crawler["LineageConfiguration"].get("CrawlerLineageSettings"):
        crawler["LineageConfiguration"] = {"CrawlerLineageSettings": "DISABLE"}
    glue._tags[glue._arn("crawler", asked["Name"])] = dict(asked.get("Tags") or {})
    return answer


async def _create_trigger(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    trigger = _glue()._triggers[asked["Name"]]
    if not trigger.get("Predicate"):
        trigger.pop("Predicate", None)
    return answer


EXTENSION = Extension(
    name="glue-job-fields",
    service="glue",
    why="a job forgets its class, its limits and its tags, and a trigger tells a predicate that it does not have",
    operations={
        "CreateJob": _create_job,
        "UpdateJob": _update_job,
        "CreateCrawler": _create_crawler,
        "CreateTrigger": _create_trigger,
    },
)
