"""Walking a frame row by row, where a row is a record and not a column to compute on."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples; columns are attributes.

    A column is turned into values at once: pandas' own walk asks an extension array for one cell after another.
    """
    row = namedtuple("row", list(frame.columns))  # type: ignore[misc]
    columns = [frame[name].astype("object").tolist() for name in frame.columns]
    return cast(Iterator[Any], map(row._make, zip(*columns, strict=True)))


def day_of(value: Any) -> date | None:
    """The calendar day of a frame's cell; None for NaT."""
    return None if pd.isna(value) else cast(date, value.date())
