"""Where the tests find Apache Kafka: fetched once into the project's tools, or the reason why there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tasks_support import PACKAGE

from emulated_aws.brokers.fetch import KAFKA, FetchFailed, fetch
from emulated_aws.brokers.java import ToolMissing


def kafka_home() -> Path:
    """CAP_KAFKA_HOME, or the project's own copy; skips the test with the reason if it cannot be had."""
    own = PACKAGE.parents[1] / ".cap" / "tools" / f"kafka-{KAFKA}"
    home = Path(os.environ.get("CAP_KAFKA_HOME") or own)
    try:
        fetch(home)
    except (ToolMissing, FetchFailed) as missing:
        pytest.skip(f"no Apache Kafka: {missing}")
    return home
