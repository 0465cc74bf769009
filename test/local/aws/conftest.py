"""Emulators for tests: one that is shared, and as many of their own as a test wants."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[3] / "local" / "aws")]

from emulator import HURRY, Emulator  # noqa: E402


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """An emulator with every patch, in a hurry, shared by all tests: use names of your own."""
    emulator = Emulator(tmp_path_factory.mktemp("shared"), hurry=HURRY).start()
    yield emulator
    emulator.stop()


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Emulator]]:
    """Makes emulators over folders of this test; the running ones are stopped at its end."""
    made: list[Emulator] = []

    def make(name: str = "own", without: str = "", owner: str = "a-test", hurry: int = 1, **more: bool) -> Emulator:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        made.append(Emulator(folder, without, owner, hurry, **more))
        return made[-1]

    yield make
    for emulator in made:
        if emulator.process is not None and emulator.process.poll() is None:
            emulator.stop()
