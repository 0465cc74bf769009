"""`python -m emulated_aws`: see arguments.py."""

from __future__ import annotations

import sys

from .arguments import parse
from .server import run

if __name__ == "__main__":
    sys.exit(run(parse(sys.argv[1:])))
