"""IAM Access Analyzer: analyzers and archive rules. Echoes: nothing is analysed, so nothing is found."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, now
from ..protocol import Json
from ..tagging import Tagging

_MISSING = "ResourceNotFoundException"
_tags = Tagging("access-analyzer-tags", arn="arn", resource="resourceArn", tags="tags", keys="tagKeys")


def _analyzer(item: Json) -> Json:
    name = item["analyzerName"]
    return {"name": name, "arn": arn("access-analyzer", f"analyzer/{name}"), "status": "ACTIVE", "createdAt": now()}


_analyzers = Kind("analyzers", ("analyzerName",), _MISSING, "analyzer", _analyzer, _tags)
_rules = Kind("archive-rules", ("ruleName",), _MISSING, "archiveRule", lambda _: {"createdAt": now(), "updatedAt": now()})

EXTENSION = Extension(
    name="access-analyzer",
    service="accessanalyzer",
    scope="access-analyzer",
    why="neither ministack nor moto has the service",
    operations={
        "CreateAnalyzer": _analyzers.create,
        "GetAnalyzer": _analyzers.read,
        "UpdateAnalyzer": _analyzers.update,
        "DeleteAnalyzer": _analyzers.delete,
        "ListAnalyzers": _analyzers.listed("analyzers"),
        "CreateArchiveRule": _rules.create,
        "GetArchiveRule": _rules.read,
        "UpdateArchiveRule": _rules.update,
        "DeleteArchiveRule": _rules.delete,
        "ListArchiveRules": _rules.listed("archiveRules"),
        "ListFindings": lambda _: {"findings": []},
        "ListFindingsV2": lambda _: {"findings": []},
        **_tags.operations(),
    },
)
