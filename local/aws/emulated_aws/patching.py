"""How a patch gets into a service: when the service's module is imported, right after its own code has run.

ministack loads a service on its first request, or when a neighbour imports it (S3 notifications import SQS), so
patches cannot be applied at start without loading everything. An import hook catches both ways.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType

PREFIX = "ministack.services."


@dataclass(frozen=True, slots=True)
class Patch:
    """One correction of one service."""

    name: str
    """Kebab case; what CAP_AWS_WITHOUT takes."""
    module: str
    """Name below `ministack.services`."""
    why: str
    """What is wrong without it, in one sentence."""
    apply: Callable[[ModuleType], None]


class Around:
    """`@around(module, "name")` replaces a function by one that gets the original as its first argument."""

    def __call__(self, module: ModuleType, name: str) -> Callable[[Callable[..., object]], None]:
        original = getattr(module, name)

        def install(replacement: Callable[..., object]) -> None:
            setattr(module, name, functools.wraps(original)(functools.partial(replacement, original)))

        return install


around = Around()


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


def install(patches: Sequence[Patch]) -> list[str]:
    """Arrange for the patches to be applied; returns the names that are in force. Call before ministack is imported."""
    without = left_out()
    unknown = without - {patch.name for patch in patches}
    if unknown:
        raise ValueError(f"CAP_AWS_WITHOUT names no patch: {', '.join(sorted(unknown))}")
    wanted = [patch for patch in patches if patch.name not in without]
    by_module: dict[str, list[Patch]] = {}
    for patch in wanted:
        by_module.setdefault(PREFIX + patch.module, []).append(patch)
    sys.meta_path.insert(0, _Finder(by_module))
    return [patch.name for patch in wanted]
