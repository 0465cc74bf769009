"""MSK Serverless clusters. Echoes: there is no broker behind them."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("kafka-serverless-tags", arn="ClusterArn")


def _made(item: Json) -> Json:
    made = arn("kafka", f"serverless-cluster/{item['ClusterName']}/{new_id()}-s1")
    told = {"ClusterType": "SERVERLESS", "State": "ACTIVE", "CurrentVersion": "K1", "CreationTime": now()}
    return {"ClusterArn": made, **told}


_clusters = Kind("kafka-serverless", ("ClusterArn",), "NotFoundException", "ClusterInfo", _made, _tags)


def _ours(asked: Json) -> bool:
    """By its ARN, so that one that is gone is not found rather than not understood."""
    return ":serverless-cluster/" in asked["ClusterArn"]


async def _create(asked: Json, ask: Ask) -> Json:
    return _clusters.create(asked) if "Serverless" in asked else await ask(asked)


async def _describe(asked: Json, ask: Ask) -> Json:
    return _clusters.read(asked) if _ours(asked) else await ask(asked)


async def _delete(asked: Json, ask: Ask) -> Json:
    return {**_clusters.delete(asked), "State": "DELETING"} if _ours(asked) else await ask(asked)


async def _list(asked: Json, ask: Ask) -> Json:
    return {"ClusterInfoList": [*(await ask(asked)).get("ClusterInfoList", []), *_clusters.all()]}


async def _brokers(asked: Json, ask: Ask) -> Json:
    if not _ours(asked):
        return await ask(asked)
    place = _clusters.find(asked)["ClusterArn"].split(":")[3]
    return {"BootstrapBrokerStringSaslIam": f"boot.{asked['ClusterArn'][-8:]}.kafka-serverless.{place}.amazonaws.com:9098"}


EXTENSION = Extension(
    name="kafka-serverless",
    service="kafka",
    why="a serverless cluster is made, and is not there when it is asked for",
    operations={
        "CreateClusterV2": _create,
        "DescribeClusterV2": _describe,
        "DeleteCluster": _delete,
        "ListClustersV2": _list,
        "GetBootstrapBrokers": _brokers,
        **_tags.operations(),
    },
)
