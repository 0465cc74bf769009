"""Who a task is when it calls AWS: its role, by credentials of its own.

ministack gives every task the same made-up credentials, which open everything while IAM is not enforced and nothing
while it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from ..context import Context


def credentials(context: Context, task_arn: str, role_arn: str | None) -> Mapping[str, str]:
    """Variables of a container by which it calls AWS as `role_arn`; none while IAM is not enforced.

    They follow from task and role: a container that outlives the emulator keeps its own. A task without a role gets
    a key that nobody knows.
    """
    if not context.enforce_iam:
        return {}
    digest = hashlib.sha256(f"{task_arn} {role_arn}".encode()).hexdigest()
    made = {
        "AWS_ACCESS_KEY_ID": f"ASIA{digest[:16].upper()}",
        "AWS_SECRET_ACCESS_KEY": hashlib.sha256(f"secret {digest}".encode()).hexdigest(),
        "AWS_SESSION_TOKEN": hashlib.sha256(f"token {digest}".encode()).hexdigest(),
    }
    if role_arn:
        _register(task_arn, role_arn, made)
    return made


def _register(task_arn: str, role_arn: str, made: Mapping[str, str]) -> None:
    from ministack.services import sts

    account, role = role_arn.split(":")[4], role_arn.rpartition("/")[2]
    session = task_arn.rpartition("/")[2]
    sts.register_session(
        made["AWS_ACCESS_KEY_ID"],
        {
            "Arn": f"arn:aws:sts::{account}:assumed-role/{role}/{session}",
            "UserId": f"{role}:{session}",
            "SecretAccessKey": made["AWS_SECRET_ACCESS_KEY"],
            "SessionToken": made["AWS_SESSION_TOKEN"],
        },
    )
