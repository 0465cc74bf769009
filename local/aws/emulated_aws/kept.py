"""Members that a service forgets: kept from a creation or a change, and told with the description."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .extension import Ask, Handler
from .protocol import Json
from .tables import Table


class Kept:
    """Members of one kind of thing."""

    def __init__(self, table: str, names: Mapping[str, object]) -> None:
        """`names`: the members, each with what AWS tells when it was never asked for; None tells nothing."""
        self._table = Table(table)
        self._names = names

    def change(self, key: Callable[[Json, Json], str]) -> Handler:
        """Of a creation or a change; `key` finds what the thing is named by, in what was asked and answered."""

        async def amend(asked: Json, ask: Ask) -> Json:
            answer = await ask(asked)
            kept = self._table.here().setdefault(key(asked, answer), {})
            kept.update({name: asked[name] for name in self._names if name in asked})
            return answer

        return amend

    def tell(self, key: Callable[[Json, Json], str], place: Callable[[Json], Json] = lambda answer: answer) -> Handler:
        """Of a description; `place` finds the thing in the answer."""

        async def amend(asked: Json, ask: Ask) -> Json:
            answer = await ask(asked)
            told = {**self._names, **self._table.here().get(key(asked, answer), {})}
            place(answer).update({name: value for name, value in told.items() if value is not None})
            return answer

        return amend

    def forget(self, key: Callable[[Json, Json], str]) -> Handler:
        """Of a deletion."""

        async def amend(asked: Json, ask: Ask) -> Json:
            answer = await ask(asked)
            self._table.here().pop(key(asked, answer), None)
            return answer

        return amend
