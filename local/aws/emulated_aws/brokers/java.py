"""Finding Java and Maven, and saying in one line what is missing, what was found, and what is wanted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

JAVA_MAJOR = 17
MAVEN = (3, 6)
LOOK_SECONDS = 20.0


class ToolMissing(Exception):
    """A tool is absent or too old; the message says how to get it."""


def java() -> str:
    """Path of a Java of at least 17: JAVA_HOME's if it is set, else the one on PATH."""
    found = _tool(
        "java", "JAVA_HOME", f"install a Java {JAVA_MAJOR} runtime (Debian: apt install openjdk-17-jre-headless)"
    )
    shown = _version_text([found, "-version"])
    version = re.search(r'version "(?:1\.)?(\d+)', shown)
    if not version or int(version[1]) < JAVA_MAJOR:
        first = shown.strip().splitlines()[0] if shown.strip() else "no version"
        raise ToolMissing(f"java: found {found} ({first}), want {JAVA_MAJOR} or newer; set JAVA_HOME to one")
    return found


def maven() -> str:
    """Path of a Maven of at least 3.6."""
    found = _tool("mvn", "MAVEN_HOME", "install Apache Maven 3.6 or newer (Debian: apt install maven)")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", _version_text([found, "-B", "-v"]))
    version = re.search(r"Apache Maven (\d+)\.(\d+)", shown)
    if not version or (int(version[1]), int(version[2])) < MAVEN:
        first = shown.strip().splitlines()[0] if shown.strip() else "no version"
        raise ToolMissing(f"mvn: found {found} ({first}), want 3.6 or newer; install a newer Apache Maven")
    return found


def _tool(name: str, home_variable: str, advice: str) -> str:
    home = os.environ.get(home_variable)
    inside = Path(home) / "bin" / name if home else None
    found = str(inside) if inside and inside.is_file() else shutil.which(name)
    if not found:
        raise ToolMissing(f"{name}: not found on PATH nor in {home_variable}; {advice}")
    return found


def _version_text(command: list[str]) -> str:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=LOOK_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolMissing(f"{command[0]}: does not run: {error}") from None
    return ran.stderr + ran.stdout
