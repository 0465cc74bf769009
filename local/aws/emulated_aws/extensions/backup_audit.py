"""AWS Backup Audit Manager: frameworks and report plans. Echoes: nothing is evaluated and no report is written."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("backup-audit-tags", arn="EchoArn")


def _framework(item: Json) -> Json:
    made = arn("backup", f"framework:{item['FrameworkName']}-{new_id()}")
    # The provider waits for COMPLETED and reads a status that AWS tells for none but evaluated frameworks.
    return {"FrameworkArn": made, "EchoArn": made, "FrameworkStatus": "ACTIVE", "DeploymentStatus": "COMPLETED",
            "CreationTime": now()}


def _report(item: Json) -> Json:
    made = arn("backup", f"report-plan:{item['ReportPlanName']}-{new_id()}")
    return {"ReportPlanArn": made, "EchoArn": made, "DeploymentStatus": "COMPLETED", "CreationTime": now()}


_frameworks = Kind(
    "backup-frameworks", ("FrameworkName",), "ResourceNotFoundException", made=_framework, tagging=_tags,
    given="FrameworkTags"
)
_reports = Kind(
    "backup-report-plans",
    ("ReportPlanName",),
    "ResourceNotFoundException",
    "ReportPlan",
    made=_report,
    tagging=_tags,
    given="ReportPlanTags",
)

EXTENSION = Extension(
    name="backup-audit",
    service="backup",
    why="frameworks are unknown operations, and a report plan never becomes ready",
    operations={
        "CreateFramework": _frameworks.create,
        "DescribeFramework": _frameworks.read,
        "UpdateFramework": _frameworks.update,
        "DeleteFramework": _frameworks.delete,
        "ListFrameworks": _frameworks.listed("Frameworks"),
        "CreateReportPlan": _reports.create,
        "DescribeReportPlan": _reports.read,
        "UpdateReportPlan": _reports.update,
        "DeleteReportPlan": _reports.delete,
        "ListReportPlans": _reports.listed("ReportPlans"),
        **_tags.operations("ListTags"),
    },
)
