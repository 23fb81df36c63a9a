"""Rows of a frame as records: plain values, words that repeat, the columns and places asked for."""

import numpy as np
import pandas as pd

from data.tuples import cells, each_row

FRAME = pd.DataFrame(
    {
        "number": ["1.1", "1.2", "1.3"],
        "state": pd.Categorical(["completed", "overdue", "completed"]),
        "days": [0, 31, 0],
        "is_late": [False, True, False],
    }
)


def test_a_row_has_the_columns_that_are_named() -> None:
    (first, *_) = each_row(FRAME, ("state", "number"))
    assert first._asdict() == {"state": "completed", "number": "1.1"}


def test_rows_come_from_the_places_in_their_order() -> None:
    rows = each_row(FRAME, places=np.array([2, 1]))
    assert [tuple(row) for row in rows] == [
        ("1.3", "completed", 0, False),
        ("1.2", "overdue", 31, True),
    ]


def test_cells_are_plain_values() -> None:
    kinds = {name: {type(cell) for cell in cells(FRAME[name])} for name in FRAME}
    assert kinds == {"number": {str}, "state": {str}, "days": {int}, "is_late": {bool}}
    assert all(type(cell) is int for row in each_row(FRAME, ("days",)) for cell in row)


def test_a_word_that_is_missing_stays_missing() -> None:
    told = cells(pd.Series(pd.Categorical(["completed", None], categories=["completed"])))
    assert told[0] == "completed"
    assert pd.isna(told[1])
