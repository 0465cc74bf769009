"""Tags of what extensions keep. Tags of everything else are asked of the service behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .extension import Ask, Handler
from .protocol import Json
from .tables import Table


class Tagging:
    """How one service spells tags, and the tags by ARN."""

    def __init__(
        self,
        table: str,
        arn: str = "Arn",
        resource: str = "ResourceArn",
        tags: str = "Tags",
        keys: str = "TagKeys",
        adds: str = "",
        listed: bool = False,
    ) -> None:
        """`arn`: member of an entry; the others: members of the service's requests; `adds` of TagResource, if not `tags`.

        `listed`: tags are a list of pairs, not a map.
        """
        self.arn = arn
        self._table = Table(table)
        self._resource = resource
        self._tags = tags
        self._keys = keys
        self._adds = adds or tags
        self._listed = listed

    def begin(self, entry: Json, asked: Json, given: str = "") -> None:
        """Keep the tags of a creation."""
        self._table.here()[entry[self.arn]] = _as_map(asked.get(given or self._tags) or {})

    def of(self, arn: str) -> dict[str, str] | None:
        """The tags of one, or None when it is none of ours."""
        return self._table.here().get(arn)

    def operations(self, listing: str = "ListTagsForResource") -> Mapping[str, Handler]:
        """The three operations."""

        async def show(asked: Json, ask: Ask) -> Json:
            if (tags := self.of(asked[self._resource])) is None:
                return await ask(asked)
            return {self._tags: [{"Key": k, "Value": v} for k, v in tags.items()] if self._listed else tags}

        async def add(asked: Json, ask: Ask) -> Json:
            if (tags := self.of(asked[self._resource])) is None:
                return await ask(asked)
            tags.update(_as_map(asked[self._adds]))
            return {}

        async def remove(asked: Json, ask: Ask) -> Json:
            if (tags := self.of(asked[self._resource])) is None:
                return await ask(asked)
            for name in asked[self._keys]:
                tags.pop(name, None)
            return {}

        return {listing: show, "TagResource": add, "UntagResource": remove}


def _as_map(tags: Any) -> dict[str, str]:
    return dict(tags) if isinstance(tags, dict) else {tag["Key"]: tag.get("Value", "") for tag in tags}
