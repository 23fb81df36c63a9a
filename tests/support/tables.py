"""Tables of wordings and what they mean, kept as CSV beside the tests: a new wording is a new line."""

import csv
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "tables"


def rows_of(name: str) -> list[tuple[str, ...]]:
    """The rows of `tests/tables/<name>.csv` without its header."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [tuple(row) for row in rows]
