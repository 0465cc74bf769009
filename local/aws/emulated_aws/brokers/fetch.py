"""Apache Kafka from Maven Central, into one folder, whole or not at all.

Maven resolves the jars because Kafka's own archive is on no registry that every build machine reaches, and because
Maven checks what it downloads and keeps it: a second folder costs no second download.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from .java import java, maven

KAFKA = "4.3.1"
LOG4J = "2.25.3"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
FETCH_SECONDS = 600.0
_DEPENDENCIES = (
    ("org.apache.kafka", "kafka_2.13", KAFKA),
    # Kafka logs through SLF4J and brings no implementation of it.
    ("org.apache.logging.log4j", "log4j-slf4j-impl", LOG4J),
    ("org.apache.logging.log4j", "log4j-core", LOG4J),
    ("org.apache.logging.log4j", "log4j-1.2-api", LOG4J),
)
MAIN_JAR = f"kafka_2.13-{KAFKA}.jar"


class FetchFailed(Exception):
    """The jars could not be had; the message holds Maven's first error."""


def is_complete(home: Path) -> bool:
    """Whether the folder holds what `fetch` puts there; the folder only gets its name when it is complete."""
    return (home / "libs" / MAIN_JAR).is_file()


def fetch(home: Path) -> bool:
    """Make `home/libs` hold Kafka's jars; says whether it had to. Safe to repeat and to interrupt."""
    if is_complete(home):
        return False
    java()
    tool = maven()
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{home.name}-", dir=home.parent) as work:
        temporary = Path(work)
        (temporary / "pom.xml").write_text(_project(), encoding="utf-8")
        _run_maven(tool, temporary)
        if not (temporary / "libs" / MAIN_JAR).is_file():
            raise FetchFailed(f"Maven ended well but {MAIN_JAR} is not there")
        _replace(temporary, home)
    return True


def _run_maven(tool: str, folder: Path) -> None:
    command = [
        tool,
        "-q",
        "-B",
        "-ntp",
        "-f",
        str(folder / "pom.xml"),
        PLUGIN,
        f"-DoutputDirectory={folder / 'libs'}",
        "-DincludeScope=runtime",
    ]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise FetchFailed(f"Maven did not end within {FETCH_SECONDS:.0f} s; run it again") from None
    if ran.returncode:
        lines = [line for line in (ran.stdout + ran.stderr).splitlines() if "ERROR" in line] or ["no message"]
        raise FetchFailed(f"Maven could not get Kafka {KAFKA}: {lines[0].replace('[ERROR]', '').strip()[:400]}")


def _replace(temporary: Path, home: Path) -> None:
    # What is there without being complete is left from an older way of fetching: make room. Not of what another fetch,
    # at the same time, has just made.
    if home.exists() and not is_complete(home):
        shutil.rmtree(home)
    try:
        temporary.rename(home)
    except OSError:
        # Two fetches at once: the other one was first.
        if not is_complete(home):
            raise
    temporary.mkdir(exist_ok=True)


def _project() -> str:
    each = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version></dependency>"
        for group, name, version in _DEPENDENCIES
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>local</groupId><artifactId>kafka-home</artifactId><version>1</version>"
        f"<dependencies>{each}</dependencies></project>\n"
    )
