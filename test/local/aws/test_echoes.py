"""The document says what the list says, and the emulator gives the same list."""

from __future__ import annotations

from pathlib import Path

from emulated_aws import echoes
from emulator import Emulator

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "emulation.md"


def test_the_document_is_the_list() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == echoes.as_markdown(), "run: python -m emulated_aws.echoes --markdown"


def test_the_page_is_the_list(aws: Emulator) -> None:
    page = aws.page("/_cap/echoes")
    assert page == echoes.as_json()
    assert {"service", "feature", "echo"} == set(page[0])


def test_the_list_is_sorted_and_has_no_double() -> None:
    services = [echo.service for echo in echoes.ECHOES]
    assert services == sorted(services, key=str.lower)
    assert len({(echo.service, echo.feature) for echo in echoes.ECHOES}) == len(echoes.ECHOES)
