"""ministack is configured by environment variables that it reads while it is imported: set them first, all here."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from .context import Context

OFF = "0"
ON = "1"

SECRET = "emulated"
"""Of the account itself, whose key is its twelve digits. It is looked at only while IAM is enforced."""


def environment_of_ministack(context: Context) -> dict[str, str]:
    """Every variable that we decide; what is not here keeps ministack's default."""
    return {
        "GATEWAY_PORT": str(context.port),
        "BIND_HOST": "127.0.0.1",
        # The host in queue URLs and the like: an address, so that no name has to resolve.
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": context.region,
        "MINISTACK_ACCOUNT_ID": context.account,
        "MOTO_ACCOUNT_ID": context.account,
        # AWS-managed policies are attached by ARN; real accounts have them all.
        "MINISTACK_AUTOCREATE_AWS_MANAGED": ON,
        "PERSIST_STATE": ON,
        "STATE_DIR": str(context.state_dir),
        "S3_PERSIST": ON,
        "S3_DATA_DIR": str(context.objects_dir),
        # Listeners on ports of their own, for services that nobody here uses.
        "IOT_MTLS_ENABLED": OFF,
        "SFTP_ENABLED": OFF,
        "LAMBDA_EXECUTOR": "local",
        "ATHENA_ENGINE": "duckdb",
        "ATHENA_DATA_DIR": str(context.objects_dir),
        "LOG_LEVEL": "INFO" if context.verbose else "WARNING",
        # Functions and tasks that we start call back with these.
        "AWS_ENDPOINT_URL": context.endpoint,
        "AWS_REGION": context.region,
        "AWS_DEFAULT_REGION": context.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AUTH": "true" if context.enforce_iam else "false",
    }


def apply(context: Context) -> None:
    """Write the environment of this process; call before the first import of ministack or moto."""
    os.environ.update(environment_of_ministack(context))
    os.environ["TMPDIR"] = str(_scratch(context.state_dir / "tmp"))
    tempfile.tempdir = None
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "SERVICES", "CLOUDTRAIL_RECORDING"):
        os.environ.pop(name, None)


def _scratch(folder: Path) -> Path:
    """An empty folder for temporary files: functions are unpacked and run there.

    What a killed emulator left is removed. The package.json keeps a stray one further up (in /tmp, say) from deciding
    whether a function's `.js` files are modules.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{ "type": "commonjs" }\n', encoding="utf-8")
    return folder
