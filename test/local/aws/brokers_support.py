"""Where the tests find Apache Kafka: fetched once into the project's tools."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tasks_support import PACKAGE

from emulated_aws.brokers.fetch import KAFKA, fetch
from emulated_aws.brokers.java import ToolMissing


def kafka_home() -> Path:
    """CAP_KAFKA_HOME, or the project's own copy, fetched if need be; only a missing Java or Maven skips the test."""
    own = PACKAGE.parents[1] / ".cap" / "tools" / f"kafka-{KAFKA}"
    home = Path(os.environ.get("CAP_KAFKA_HOME") or own)
    try:
        fetch(home)
    except ToolMissing as missing:
        pytest.skip(f"no Apache Kafka: {missing}")
    return home
