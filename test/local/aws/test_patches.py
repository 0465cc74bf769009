"""Every patch and extension is needed: what is observed with it is right, and without it wrong as its file says.

`observations/<name>.py` has `observe(aws)`, `RIGHT` and `WRONG` for the one of that name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

import pytest
from emulated_aws import extensions, patches
from emulated_aws.patching import CHOICES
from emulator import HURRY, Emulator

ALL = (*patches.ALL, *extensions.ALL)
NAMES = sorted({*(one.name for one in ALL), *CHOICES})


def _observation(name: str):
    return importlib.import_module(f"observations.{name.replace('-', '_')}")


@pytest.mark.parametrize("name", NAMES)
def test_with_the_patch_the_behaviour_is_right(name: str, aws: Emulator) -> None:
    assert _observation(name).observe(aws) == _observation(name).RIGHT


@pytest.mark.parametrize("name", [patch.name for patch in patches.ALL] + sorted(CHOICES))
def test_without_the_patch_the_behaviour_is_wrong(name: str, launch: Callable[..., Emulator]) -> None:
    assert _observation(name).observe(launch(without=name, hurry=HURRY).start()) == _observation(name).WRONG


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """One without any extension: each adds operations of its own, so that none makes up for another."""
    without = ",".join(extension.name for extension in extensions.ALL)
    emulator = Emulator(tmp_path_factory.mktemp("plain"), without=without).start()
    yield emulator
    emulator.stop()


@pytest.mark.parametrize("name", [extension.name for extension in extensions.ALL])
def test_without_the_extension_the_behaviour_is_wrong(name: str, plain: Emulator) -> None:
    assert _observation(name).observe(plain) == _observation(name).WRONG


def test_patch_names_are_unique_and_reasons_are_given() -> None:
    assert len({one.name for one in ALL}) == len(ALL)
    assert all(one.why for one in ALL)


def test_an_unknown_name_is_refused(launch: Callable[..., Emulator]) -> None:
    code, said = launch(without="no-such-patch").refused()
    assert (code, said.strip()) == (1, "emulated_aws: CAP_AWS_WITHOUT names no patch: no-such-patch")
