"""A state folder belongs to one running emulator and to one Terraform state.

Two emulators on one folder would overwrite each other's saves; a second Terraform state on one emulator would see
resources that it does not know and fail to create its own. Both are refused before anything is read.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import IO

from .errors import REFUSED, StartError

PACKAGES = ("ministack", "moto")


def versions() -> dict[str, str]:
    """Versions that decide whether a saved state can be read."""
    return {name: version(name) for name in PACKAGES}


def lock(state_dir: Path) -> IO[str]:
    """Hold the folder until the process ends; the returned file must stay referenced.

    The kernel drops the lock with the process, so a killed emulator leaves nothing to clean up.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    file = open(state_dir / "lock", "a+", encoding="utf-8")  # noqa: SIM115 (held for life)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        file.close()
        raise StartError(
            f"{state_dir} is used by another emulator (pid {holder}); stop that one, or give this one its own --state",
            REFUSED,
        ) from None
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()
    os.set_inheritable(file.fileno(), False)
    return file


def identify(state_dir: Path, owner: str, account: str, region: str) -> None:
    """Write the identity on first use; later, refuse to start as somebody else."""
    wanted = {"owner": owner, "account": account, "region": region, "versions": versions()}
    path = state_dir / "identity.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _write(path, wanted)
    except ValueError:
        raise StartError(f"{path} is not readable JSON; remove {state_dir} to start anew", REFUSED) from None
    for field, value in wanted.items():
        if found.get(field) != value:
            raise StartError(
                f"{state_dir} belongs to {field} {_say(found.get(field))}, not {_say(value)}; "
                "start with those of the folder, give another --state, or remove the folder to start anew",
                REFUSED,
            )
    return None


def _say(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return repr(value)


def _write(path: Path, identity: dict[str, object]) -> None:
    draft = path.with_suffix(".tmp")
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    draft.write_text(json.dumps(identity, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)
