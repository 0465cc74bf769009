"""How a patch gets into a service: when its module is imported, right after its own code has run.

ministack loads a service on its first request, or when a neighbour imports it (S3 notifications import SQS), so
patches cannot be applied at start without loading everything. An import hook catches both ways.
"""

from __future__ import annotations

import copy
import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Awaitable, Callable, Sequence, Set
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from .errors import FAILED, StartError

AsyncHandler = Callable[..., Awaitable[Any]]
"""A service's `handle_request`, or what stands around it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One correction of one service."""

    name: str
    """Kebab case; what CAP_AWS_WITHOUT takes."""
    module: str
    """Full name of the module that is patched."""
    why: str
    """What is wrong without it, in one sentence."""
    apply: Callable[[ModuleType], None]


def around(owner: Any, name: str) -> Callable[[Callable[..., Any]], None]:
    """`@around(module, "name")` replaces a function by one that gets the original as its first argument.

    Works for methods as well: then `self` comes second.
    """
    original = getattr(owner, name)

    def install(replacement: Callable[..., Any]) -> None:
        @functools.wraps(original)
        def patched(*args: Any, **more: Any) -> Any:
            return replacement(original, *args, **more)

        setattr(owner, name, patched)

    return install


def around_entry(table: dict[str, Any], name: str) -> Callable[[Callable[..., Any]], None]:
    """Like `around`, for a service that looks its operations up in a dictionary."""
    original = table[name]

    def install(replacement: Callable[..., Any]) -> None:
        table[name] = functools.partial(replacement, original)

    return install


def saved_table(module: ModuleType, name: str) -> Any:
    """A dictionary per account and region that is saved and loaded with the service's own state."""
    from ministack.core.responses import AccountRegionScopedDict

    table = AccountRegionScopedDict()

    @around(module, "get_state")
    def get_state(original: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return {**original(), name: copy.deepcopy(table)}

    @around(module, "load_persisted_state")
    def load(original: Callable[[Any], None], data: Any) -> None:
        table.update((data or {}).get(name, {}))
        original(data)

    return table


class _PatchingLoader(importlib.abc.Loader):
    """Runs the module with its own loader, then its patches."""

    def __init__(self, own: importlib.abc.Loader, patches: list[Patch]) -> None:
        self._own = own
        self._patches = patches

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._own.exec_module(module)
        for patch in self._patches:
            patch.apply(module)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, patches: dict[str, list[Patch]]) -> None:
        self._patches = patches

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._patches:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.loader is None:
            raise ImportError(f"patches exist for {fullname}, which this ministack does not have")
        spec.loader = _PatchingLoader(spec.loader, self._patches[fullname])
        return spec


def left_out() -> set[str]:
    """Names in CAP_AWS_WITHOUT: tests prove by it that each patch is needed."""
    return {name for name in os.environ.get("CAP_AWS_WITHOUT", "").split(",") if name}


CHOICES = {"ec2-by-moto"}
"""What is not a patch and can be left out all the same."""


def install(patches: Sequence[Patch], others: Set[str]) -> list[str]:
    """Arrange for the patches to be applied; returns the names that are in force. Call before ministack is imported.

    `others`: names of extensions, which can be left out as well.
    """
    without = left_out()
    unknown = without - CHOICES - others - {patch.name for patch in patches}
    if unknown:
        raise StartError(f"CAP_AWS_WITHOUT names no patch: {', '.join(sorted(unknown))}", FAILED)
    wanted = [patch for patch in patches if patch.name not in without]
    by_module: dict[str, list[Patch]] = {}
    for patch in wanted:
        by_module.setdefault(patch.module, []).append(patch)
    sys.meta_path.insert(0, _Finder(by_module))
    return [patch.name for patch in wanted]
