"""Fault Injection Service: templates of experiments. Echoes: an experiment breaks nothing, and is over at once.

One that is to stop a task of a service that has none fails, as in AWS; other targets are not looked for.
"""

from __future__ import annotations

import json

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_MISSING = "ResourceNotFoundException"
_tags = Tagging("fis-tags", arn="arn", resource="resourceArn", tags="tags", keys="tagKeys")
_DEFAULTS = {"accountTargeting": "single-account", "emptyTargetResolutionMode": "fail"}


def _template(item: Json) -> Json:
    identity = "EXT" + new_id().replace("-", "")[:12]
    return {
        "id": identity,
        "arn": arn("fis", f"experiment-template/{identity}"),
        "creationTime": now(),
        "lastUpdateTime": now(),
        "experimentOptions": {**_DEFAULTS, **item.get("experimentOptions", {})},
        "tags": item.get("tags", {}),
    }


def _is_missed(template: Json) -> bool:
    """Whether one of the targets is a task of a service that has none."""
    from ministack.services import ecs

    for target in template.get("targets", {}).values():
        named = target.get("parameters", {})
        if target["resourceType"] != "aws:ecs:task" or "service" not in named:
            continue
        # `default` is the cluster of whoever names none.
        wanted = {"cluster": named.get("cluster", "default"), "serviceName": named["service"]}
        status, _headers, body = ecs._list_tasks(wanted)
        if status != 200 or json.loads(body)["taskArns"] == []:
            return True
    return False


def _experiment(item: Json) -> Json:
    identity = "EXP" + new_id().replace("-", "")[:12]
    template = _templates.find({"id": item["experimentTemplateId"]})
    told = {name: template[name] for name in ("roleArn", "targets", "actions", "stopConditions") if name in template}
    state = {"status": "completed", "reason": "Experiment completed."}
    if template["experimentOptions"]["emptyTargetResolutionMode"] == "fail" and _is_missed(template):
        state = {"status": "failed", "reason": "Target resolution returned empty set."}
    made = {"id": identity, "arn": arn("fis", f"experiment/{identity}"), "state": state}
    return {**told, **made, "startTime": now(), "endTime": now(), "tags": item.get("tags", {})}


_templates = Kind("fis-templates", ("id",), _MISSING, "experimentTemplate", _template, _tags)
_experiments = Kind("fis-experiments", ("id",), _MISSING, "experiment", _experiment, _tags)


def _read(asked: Json) -> Json:
    template = _templates.find(asked)
    return {"experimentTemplate": {**template, "tags": _tags.of(template["arn"])}}


EXTENSION = Extension(
    name="fis",
    service="fis",
    why="a template cannot be read back, and no experiment can be started",
    operations={
        "CreateExperimentTemplate": _templates.create,
        "GetExperimentTemplate": _read,
        "UpdateExperimentTemplate": _templates.update,
        "DeleteExperimentTemplate": _templates.delete,
        "ListExperimentTemplates": _templates.listed("experimentTemplates"),
        "StartExperiment": _experiments.create,
        "GetExperiment": _experiments.read,
        "StopExperiment": _experiments.read,
        "ListExperiments": _experiments.listed("experiments"),
        **_tags.operations(),
    },
)
