"""Things that are made, shown, changed and removed by operations of the usual shape, and of which nothing more is done."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from .extension import Handler
from .protocol import Json
from .refusals import Refusal
from .tables import Table, present
from .tagging import Tagging


def arn(service: str, resource: str, region: bool = True) -> str:
    """ARN in the present account and Region."""
    account, here = present()
    return f"arn:aws:{service}:{here if region else ''}:{account}:{resource}"


def new_id() -> str:
    """A fresh random id."""
    return str(uuid.uuid4())


def now() -> dt.datetime:
    """The time, as the models want it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


class Kind:
    """One kind of thing in one service.

    An answer holds the entry both flat and under `wrap`; the model of the operation decides which of the two is told.
    """

    def __init__(
        self,
        table: str,
        names: tuple[str, ...],
        missing: str,
        wrap: str = "",
        made: Callable[[Json], Json] | None = None,
        tagging: Tagging | None = None,
        given: str = "",
    ) -> None:
        """`names`: members that name one, in requests and in the entry; the first is unique.

        `missing`: the error for one that is not there. `made`: what AWS adds to what was asked. `tagging`: keeps the
        tags of the creation, which stand in its member `given`, by default where the service's requests have them.
        """
        self.table = Table(table)
        self._names = names
        self._missing = missing
        self._wrap = wrap
        self._made = made or (lambda _item: {})
        self._tagging = tagging
        self._given = given

    def all(self) -> Iterable[Json]:
        """Every entry of the present account and Region."""
        return list(self.table.here().values())

    def find(self, asked: Json) -> Json:
        """The entry that a request names."""
        wanted = self._item(asked)
        for entry in self.all():
            if any(name in wanted and wanted[name] == entry.get(name) for name in self._names):
                return entry
        named = next((wanted[name] for name in self._names if name in wanted), "it")
        raise Refusal(self._missing, f"{named} does not exist")

    def create(self, asked: Json) -> Json:
        """Keep one, in the place of one of the same name."""
        item = self._item(asked)
        entry = {**item, **self._made(item)}
        self.table.here()[entry[self._names[0]]] = entry
        if self._tagging:
            self._tagging.begin(entry, asked, self._given)
        return self._answer(entry)

    def read(self, asked: Json) -> Json:
        """Tell one."""
        return self._answer(self.find(asked))

    def update(self, asked: Json) -> Json:
        """Change the members that are asked; the others stay."""
        entry = self.find(asked)
        entry.update(self._item(asked))
        return self._answer(entry)

    def delete(self, asked: Json) -> Json:
        """Forget one."""
        entry = self.find(asked)
        self.table.here().pop(entry[self._names[0]])
        return self._answer(entry)

    def listed(self, member: str) -> Handler:
        """An operation that tells all of them under `member`."""
        return lambda _asked: {member: self.all()}

    def _item(self, asked: Json) -> Json:
        inside: Any = asked.get(self._wrap) if self._wrap else None
        return {**asked, **inside} if isinstance(inside, dict) else asked

    def _answer(self, entry: Json) -> Json:
        return {**entry, self._wrap: entry} if self._wrap else entry
