"""Labelled tables of wordings and what they mean, kept as CSV beside the tests: a new wording is a new line.

They have the form that `python -m etl measure` scores.
"""

import csv
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "tables"


def rows_of(name: str, *columns: str) -> list[tuple[str, ...]]:
    """The named columns of `tests/tables/<name>.csv`, row by row."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
