"""QuickSight: data sources, data sets, analyses and dashboards. Echoes: nothing is queried or drawn."""

from __future__ import annotations

from ..extension import Extension, Handler
from ..kind import Kind, arn, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("quicksight-tags", arn="EchoArn", listed=True)
_OK = {"Status": 200}


def _asset(kind: str, path: str, defined: bool, **more: object) -> dict[str, Handler]:
    """Operations of one kind of asset. A definition is told apart from the asset, and so are its permissions."""
    name = f"{kind}Id"

    def made(item: Json) -> Json:
        place = arn("quicksight", f"{path}/{item[name]}")
        moments = {"CreatedTime": now(), "LastUpdatedTime": now(), "LastPublishedTime": now()}
        return {"Arn": place, "EchoArn": place, **moments, **more, **_version(item, place)}

    kept = Kind(f"quicksight-{path}", (name,), "ResourceNotFoundException", kind, made, _tags)

    def create(asked: Json) -> Json:
        entry = kept.create({member: value for member, value in asked.items() if value is not None})
        return {**_told(entry), "CreationStatus": "CREATION_SUCCESSFUL", "VersionArn": f"{entry['Arn']}/version/1"}

    def update(asked: Json) -> Json:
        entry = kept.find(asked)
        number = entry["Version"]["VersionNumber"] + 1
        entry.update({**asked, "LastUpdatedTime": now()})
        entry["Version"] = {**_version(entry, entry["Arn"])["Version"], "VersionNumber": number}
        return {**_told(entry), "UpdateStatus": "CREATION_SUCCESSFUL", "VersionArn": f"{entry['Arn']}/version/{number}"}

    def read(asked: Json) -> Json:
        entry = kept.find(asked)
        return {kind: {**entry, "Status": "CREATION_SUCCESSFUL"}, **_OK}

    def definition(asked: Json) -> Json:
        entry = kept.find(asked)
        return {**entry, "ResourceStatus": "CREATION_SUCCESSFUL", "Status": 200}

    def permissions(asked: Json) -> Json:
        entry = kept.find(asked)
        return {**_told(entry), "Permissions": entry.get("Permissions", [])}

    def permit(asked: Json) -> Json:
        entry = kept.find(asked)
        taken = [one["Principal"] for one in (*asked.get("RevokePermissions", []), *asked.get("GrantPermissions", []))]
        left = [one for one in entry.get("Permissions", []) if one["Principal"] not in taken]
        entry["Permissions"] = left + asked.get("GrantPermissions", [])
        return permissions(asked)

    operations: dict[str, Handler] = {f"Describe{kind}Definition": definition} if defined else {}
    return {
        **operations,
        f"Create{kind}": create,
        f"Describe{kind}": read,
        f"Update{kind}": update,
        f"Delete{kind}": lambda asked: _told(kept.delete(asked)),
        f"Describe{kind}Permissions": permissions,
        f"Update{kind}Permissions": permit,
    }


def _told(entry: Json) -> Json:
    """What an answer says beside the asset: a status of HTTP, where the asset's own is a word."""
    return {**entry, **_OK}


def _version(item: Json, place: str) -> Json:
    told = {"VersionNumber": 1, "Status": "CREATION_SUCCESSFUL", "Arn": f"{place}/version/1", "CreatedTime": now()}
    sets = [one["DataSetArn"] for one in item.get("Definition", {}).get("DataSetIdentifierDeclarations", [])]
    return {"Version": {**told, "Description": item.get("VersionDescription"), "DataSetArns": sets}}


_refreshing = Kind("quicksight-refresh-properties", ("DataSetId",), "ResourceNotFoundException")
_schedules = Kind(
    "quicksight-refresh-schedules",
    ("ScheduleId",),
    "ResourceNotFoundException",
    "RefreshSchedule",
    lambda item: {**item["Schedule"], "Arn": arn("quicksight", f"dataset/{item['DataSetId']}/refresh-schedule")},
)

EXTENSION = Extension(
    name="quicksight-assets",
    service="quicksight",
    why="permissions, data sets' settings, definitions and most deletions are unknown operations",
    operations={
        **_asset("DataSource", "datasource", defined=False),
        **_asset("DataSet", "dataset", defined=False, OutputColumns=[], ConsumedSpiceCapacityInBytes=0),
        **_asset("Analysis", "analysis", defined=True),
        **_asset("Dashboard", "dashboard", defined=True),
        "UpdateDashboardPublishedVersion": lambda asked: {**asked, **_OK},
        "PutDataSetRefreshProperties": lambda asked: _told(_refreshing.create(asked)),
        "DescribeDataSetRefreshProperties": lambda asked: _told(_refreshing.read(asked)),
        "DeleteDataSetRefreshProperties": lambda asked: _told(_refreshing.delete(asked)),
        "CreateRefreshSchedule": lambda asked: _told(_schedules.create({**asked, **asked["Schedule"]})),
        "DescribeRefreshSchedule": lambda asked: _told(_schedules.read(asked)),
        "DeleteRefreshSchedule": lambda asked: _told(_schedules.delete(asked)),
        **_tags.operations(),
    },
)
