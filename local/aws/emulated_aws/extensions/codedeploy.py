"""CodeDeploy: applications, configurations and deployment groups. Echoes: nothing is deployed."""

from __future__ import annotations

from collections.abc import Callable

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("codedeploy-tags", arn="arn", resource="ResourceArn", listed=True)
_KEY = "applicationAndGroup"
"""Names of groups are unique within their application only."""

_applications = Kind(
    "codedeploy-applications",
    ("applicationName",),
    "ApplicationDoesNotExistException",
    wrap="application",
    made=lambda item: {
        "arn": arn("codedeploy", f"application:{item['applicationName']}"),
        "applicationId": new_id(),
        "createTime": now(),
        "linkedToGitHub": False,
    },
    tagging=_tags,
    given="tags",
)
_configs = Kind(
    "codedeploy-configs",
    ("deploymentConfigName",),
    "DeploymentConfigDoesNotExistException",
    wrap="deploymentConfigInfo",
    made=lambda _item: {"deploymentConfigId": new_id(), "createTime": now()},
)


def _group(item: Json) -> Json:
    platform = _applications.find({"applicationName": item["applicationName"]})["computePlatform"]
    name = f"deploymentgroup:{item['applicationName']}/{item['deploymentGroupName']}"
    return {"arn": arn("codedeploy", name), "deploymentGroupId": new_id(), "computePlatform": platform}


_groups = Kind(
    "codedeploy-groups",
    (_KEY,),
    "DeploymentGroupDoesNotExistException",
    wrap="deploymentGroupInfo",
    made=_group,
    tagging=_tags,
    given="tags",
)


def _of_group(run: Callable[[Json], Json]) -> Callable[[Json], Json]:
    def answer(asked: Json) -> Json:
        name = asked.get("deploymentGroupName") or asked["currentDeploymentGroupName"]
        named = {"deploymentGroupName": name, _KEY: f"{asked['applicationName']}/{name}"}
        return {**run({**asked, **named}), "hooksNotCleanedUp": []}

    return answer


EXTENSION = Extension(
    name="codedeploy",
    service="codedeploy",
    why="configurations are unknown operations, and groups can be neither changed nor deleted",
    operations={
        "CreateApplication": _applications.create,
        "GetApplication": _applications.read,
        "DeleteApplication": _applications.delete,
        "CreateDeploymentConfig": _configs.create,
        "GetDeploymentConfig": _configs.read,
        "DeleteDeploymentConfig": _configs.delete,
        "CreateDeploymentGroup": _of_group(_groups.create),
        "GetDeploymentGroup": _of_group(_groups.read),
        "UpdateDeploymentGroup": _of_group(_groups.update),
        "DeleteDeploymentGroup": _of_group(_groups.delete),
        **_tags.operations(),
    },
)
