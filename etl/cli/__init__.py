"""The command `python -m etl`: data on stdout, talk on stderr, in the user's language.

Exit codes: 0 clean, 1 a file was refused or an issue of level error was found, 2 wrong use.
"""

from __future__ import annotations

from etl.cli.main import main

__all__ = ["main"]
