"""Walking a frame row by row, where a row is a record and not a column to compute on."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd


def each_row(
    frame: pd.DataFrame,
    names: Sequence[str] | None = None,
    places: np.ndarray[Any, Any] | None = None,
) -> Iterator[Any]:
    """The rows of a frame as named tuples; columns are attributes, of many columns those that are named.

    Of many rows those at `places`, in that order. A column is turned into values at once: pandas' own walk asks an
    extension array for one cell after another.
    """
    wanted = tuple(frame.columns) if names is None else tuple(names)
    held = (frame[name] for name in wanted)
    columns = [cells(one if places is None else one.take(places)) for one in held]
    return map(_row_of(wanted), zip(*columns, strict=True))


def cells(column: pd.Series[Any]) -> list[Any]:
    """The values of a column; words that repeat are taken from the few that they are."""
    array = column.array
    if not isinstance(array, pd.Categorical):
        return list(column.tolist())
    codes = array.codes
    if len(codes) and codes.min() < 0:
        return list(array.tolist())
    words: list[Any] = np.asarray(array.categories, dtype=object)[codes].tolist()
    return words


@lru_cache(maxsize=64)
def _row_of(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """What makes a row of these columns; a class for each is made once."""
    row: Any = namedtuple("row", names)  # type: ignore[misc]
    return cast(Callable[[Iterable[Any]], Any], row._make)


def day_of(value: Any) -> date | None:
    """The calendar day of a frame's cell; None for NaT."""
    return None if pd.isna(value) else cast(date, value.date())
