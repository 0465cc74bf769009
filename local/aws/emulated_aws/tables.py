"""What extensions remember: a dictionary per account and Region, saved and loaded with everything else."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

Scope = tuple[str, str]
_PART = "cap/"

_tables: dict[str, Table] = {}


class Table:
    """Entries of the account and Region that the present request is made in."""

    def __init__(self, name: str) -> None:
        if name in _tables:
            raise ValueError(f"two tables are named {name}")
        self.scopes: dict[Scope, dict[Any, Any]] = {}
        _tables[name] = self

    def here(self) -> dict[Any, Any]:
        """The entries; may be changed."""
        return self.at(*present())

    def at(self, account: str, region: str) -> dict[Any, Any]:
        """The entries of another account or Region."""
        return self.scopes.setdefault((account, region), {})

    def everywhere(self) -> Iterator[dict[Any, Any]]:
        """The entries of every Region of the present account."""
        account, _ = present()
        return iter([entries for (owner, _), entries in self.scopes.items() if owner == account])


def present() -> Scope:
    """Account and Region of the present request."""
    from ministack.core.responses import get_account_id, get_region

    return get_account_id(), get_region()


def save() -> dict[str, bytes]:
    """One part per table that was ever used."""
    return {_PART + name: pickle.dumps(table.scopes) for name, table in _tables.items() if table.scopes}


def restore(parts: dict[str, bytes]) -> None:
    """Put saved tables back, before the first request. A table that no longer exists is passed over."""
    for part, body in parts.items():
        if part.startswith(_PART) and (table := _tables.get(part.removeprefix(_PART))):
            table.scopes.update(pickle.loads(body))
