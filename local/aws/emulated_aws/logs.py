"""One line per problem, on stderr; requests only when asked for."""

from __future__ import annotations

import logging
import sys


class OneLine(logging.Formatter):
    """Fold a traceback into its last frame: a log that people read has one line per problem."""

    def formatException(self, ei: object) -> str:  # noqa: N802 (name of the standard library)
        error = ei[1]  # type: ignore[index]
        frames = []
        step = getattr(error, "__traceback__", None)
        while step is not None:
            frames.append(f"{step.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{step.tb_lineno}")
            step = step.tb_next
        return f"{type(error).__name__}: {error} ({' > '.join(frames[-3:])})"

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another formatter left there
        return super().format(record).replace("\n", " | ")


def configure(verbose: bool) -> None:
    """Replace all handlers: ministack configures its own while it is imported, so call this after."""
    handler = logging.StreamHandler(sys.stderr)
    layout = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(layout) if verbose else OneLine(layout, "%H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if verbose else logging.WARNING)
