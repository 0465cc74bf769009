"""A grant that is revoked, and revoked once more."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = (0, "InvalidInputException")
WRONG = (0, None)


def observe(aws: Emulator) -> object:
    lake = aws.client("lakeformation")
    principal = {"DataLakePrincipalIdentifier": "arn:aws:iam::123456789012:role/analyst"}
    grant = {"Principal": principal, "Resource": {"Database": {"Name": "seen"}}, "Permissions": ["DESCRIBE"]}
    lake.grant_permissions(**grant)
    lake.revoke_permissions(**grant)
    left = lake.list_permissions(Principal=principal, Resource=grant["Resource"])["PrincipalResourcePermissions"]

    def again() -> None:
        lake.revoke_permissions(**grant)

    return len(left), told(again)
