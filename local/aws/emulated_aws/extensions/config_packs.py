"""AWS Config: conformance packs, and tags of rules. Echoes: nothing is recorded or judged."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("config-tags", arn="ConfigRuleArn", listed=True)


def _pack(item: Json) -> Json:
    name = item["ConformancePackName"]
    return {
        "ConformancePackArn": arn("config", f"conformance-pack/{name}/{new_id()[:8]}"),
        "ConformancePackId": f"conformance-pack-{new_id()[:8]}",
        "ConformancePackInputParameters": item.get("ConformancePackInputParameters", []),
    }


_packs = Kind("conformance-packs", ("ConformancePackName",), "NoSuchConformancePackException", made=_pack)


def _chosen(asked: Json) -> list[Json]:
    names = asked.get("ConformancePackNames")
    return [pack for pack in _packs.all() if not names or pack["ConformancePackName"] in names]


def _describe(asked: Json) -> Json:
    for name in asked.get("ConformancePackNames") or []:
        _packs.find({"ConformancePackName": name})
    return {"ConformancePackDetails": _chosen(asked)}


def _status(pack: Json) -> Json:
    told = {name: pack[name] for name in ("ConformancePackName", "ConformancePackId", "ConformancePackArn")}
    state = {"ConformancePackState": "CREATE_COMPLETE", "StackArn": arn("cloudformation", "stack/awsconfigconforms")}
    return {**told, **state, "LastUpdateRequestedTime": now(), "LastUpdateCompletedTime": now()}


async def _put_rule(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    from ministack.services import config

    rule = config._config_rules[asked["ConfigRule"]["ConfigRuleName"]]
    if asked.get("Tags") or _tags.of(rule["ConfigRuleArn"]) is None:
        _tags.begin(rule, asked)
    return answer


EXTENSION = Extension(
    name="config-packs",
    service="config",
    why="conformance packs are unknown, and the tags of a rule cannot be listed",
    operations={
        "PutConformancePack": _packs.create,
        "DescribeConformancePacks": _describe,
        "DescribeConformancePackStatus": lambda asked: {
            "ConformancePackStatusDetails": [_status(pack) for pack in _chosen(asked)]
        },
        "DeleteConformancePack": _packs.delete,
        "PutConfigRule": _put_rule,
        **_tags.operations(),
    },
)
