"""Walking a frame row by row, where a row is a record and not a column to compute on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples; columns are attributes."""
    return cast(Iterator[Any], frame.itertuples(index=False))


def day_of(value: Any) -> date | None:
    """The calendar day of a frame's cell; None for NaT."""
    return None if pd.isna(value) else cast(date, value.date())
