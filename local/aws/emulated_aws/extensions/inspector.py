"""Amazon Inspector: which scans are on. Echoes: nothing is scanned."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..tables import Table, present

_MEMBERS = {"EC2": "ec2", "ECR": "ecr", "LAMBDA": "lambda", "LAMBDA_CODE": "lambdaCode", "CODE_REPOSITORY": "codeRepository"}
_enabled = Table("inspector-scans")


def _accounts(asked: Json) -> list[str]:
    return asked.get("accountIds") or [present()[0]]


def _set(asked: Json, on: bool) -> Json:
    for account in _accounts(asked):
        for kind in asked.get("resourceTypes") or list(_MEMBERS):
            _enabled.here()[account, kind] = on
    return {"accounts": [_told(account, flat=True) for account in _accounts(asked)], "failedAccounts": []}


def _told(account: str, flat: bool) -> Json:
    status = {kind: "ENABLED" if _enabled.here().get((account, kind)) else "DISABLED" for kind in _MEMBERS}
    whole = "ENABLED" if "ENABLED" in status.values() else "DISABLED"
    if flat:
        return {"accountId": account, "status": whole, "resourceStatus": {_MEMBERS[k]: v for k, v in status.items()}}
    state = {_MEMBERS[kind]: {"status": value, "errorCode": "", "errorMessage": ""} for kind, value in status.items()}
    return {"accountId": account, "state": {"status": whole, "errorCode": "", "errorMessage": ""}, "resourceState": state}


EXTENSION = Extension(
    name="inspector",
    service="inspector2",
    why="an account counts as disabled until every kind of scan is on",
    operations={
        "Enable": lambda asked: _set(asked, on=True),
        "Disable": lambda asked: _set(asked, on=False),
        "BatchGetAccountStatus": lambda asked: {
            "accounts": [_told(account, flat=False) for account in _accounts(asked)],
            "failedAccounts": [],
        },
    },
)
