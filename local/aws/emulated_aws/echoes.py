"""What the emulated AWS stores but does not do. The one list; `docs/emulation.md` and `/_cap/echoes` come from it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Echo:
    """One thing that looks done and is not."""

    service: str
    feature: str
    echo: str
    """What is stored, and what does not happen."""


ECHOES: tuple[Echo, ...] = (
    Echo("iam", "policies", "stored and returned; no request is refused because of them"),
)


def as_json() -> list[dict[str, str]]:
    """For `/_cap/echoes`."""
    return [asdict(echo) for echo in ECHOES]
