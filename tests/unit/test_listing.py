"""The order of lists, why measures are left out, bands of days: on frames of a few rows."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.metrics.listing import (
    AGE_BANDS,
    AHEAD_BANDS,
    LeftOut,
    count_answering,
    count_bands,
    count_reasons,
    left_out_reasons,
    number_key,
    order_rows,
)
from data.model import DeadlineKind, State

SOME_DAY = pd.Timestamp(date(2013, 6, 30))


@pytest.mark.parametrize(
    ("smaller", "greater"),
    [
        ("1.9", "1.10"),
        ("2", "10"),
        ("1", "1.1"),
        ("1.2", "2.1"),
        ("1.1", "1.1.1"),
        ("9", "9а"),
        ("99", "IV"),
        ("IV", ""),
        ("1.", "2."),
    ],
)
def test_numbers_are_ordered_by_their_parts(smaller: str, greater: str) -> None:
    assert number_key(smaller) < number_key(greater)


@pytest.mark.parametrize("numbers", [("1.1", "1. 1"), ("", " "), ("1", "1.")])
def test_equal_numbers_have_equal_keys(numbers: tuple[str, str]) -> None:
    assert number_key(numbers[0]) == number_key(numbers[1])


def rows_of(*days: int, column: str = "days_overdue") -> pd.DataFrame:
    return pd.DataFrame({"measure_id": list("abcde")[: len(days)], column: list(days)})


def test_the_late_are_ordered_by_days_then_as_printed() -> None:
    ordered = order_rows(rows_of(5, 300, 5, 31, 300), "overdue")
    assert list(ordered["measure_id"]) == ["b", "e", "d", "a", "c"]


def test_the_near_are_ordered_by_the_days_left() -> None:
    ordered = order_rows(rows_of(5, 0, 5, 30, 1, column="days_left"), "due_soon")
    assert list(ordered["measure_id"]) == ["b", "e", "a", "c", "d"]


@pytest.mark.parametrize("name", [None, "base", "left_out"])
def test_other_lists_stay_as_printed(name: str | None) -> None:
    assert list(order_rows(rows_of(5, 300, 5), name)["measure_id"]) == ["a", "b", "c"]


def standing(**parts: Any) -> dict[str, Any]:
    usual = {
        "in_base": False,
        "state": State.NOT_DUE.value,
        "early": False,
        "due_first": SOME_DAY,
        "deadline_kind": DeadlineKind.PERIOD.value,
    }
    return {**usual, **parts}


REASONS = [
    (standing(in_base=True, state=State.NO_REPORT.value), ""),
    (standing(), "not_due"),
    (standing(state=State.IN_PROGRESS.value), "not_due"),
    (standing(early=True, state=State.COMPLETED.value), "early"),
    (standing(state=State.WITHDRAWN.value), "withdrawn"),
    (
        standing(due_first=pd.NaT, state=State.ONGOING.value, deadline_kind="continuous"),
        "ongoing",
    ),
    (
        standing(due_first=pd.NaT, state=State.IN_PROGRESS.value, deadline_kind="recurring"),
        "ongoing",
    ),
    (
        standing(due_first=pd.NaT, state=State.NO_DEADLINE.value, deadline_kind="none"),
        "no_deadline",
    ),
]


@pytest.mark.parametrize(("row", "reason"), REASONS)
def test_a_measure_is_left_out_for_one_reason(row: dict[str, Any], reason: str) -> None:
    assert list(left_out_reasons(pd.DataFrame([row]))) == [reason]


def test_reasons_sum_to_what_is_left_out() -> None:
    rows = pd.DataFrame([row for row, _ in REASONS])
    counts = count_reasons(rows)
    assert sum(counts.values()) == int((~rows["in_base"]).sum())
    assert list(counts) == [reason for reason in LeftOut if reason in counts]
    assert counts[LeftOut.NOT_DUE] == 2


@pytest.mark.parametrize("bands", [AGE_BANDS, AHEAD_BANDS])
def test_bands_are_always_four(bands: tuple[tuple[int, int | None], ...]) -> None:
    assert [band.measures for band in count_bands(pd.Series([], dtype="int64"), bands)] == [0] * 4


def test_bands_hold_both_their_ends() -> None:
    days = pd.Series([1, 30, 31, 90, 91, 365, 366, 4000])
    assert [band.measures for band in count_bands(days, AGE_BANDS)] == [2, 2, 2, 2]
    ahead = pd.Series([0, 7, 8, 14, 15, 21, 22, 30])
    assert [band.measures for band in count_bands(ahead, AHEAD_BANDS)] == [2, 2, 2, 2]


def test_a_body_answers_once_for_a_measure() -> None:
    assignments = pd.DataFrame(
        [
            (0, "x", "управління", False),
            (0, "x", "управління", False),
            (0, "y", "райдержадміністрації", True),
            (1, "x", "управління", False),
            (2, "y", "райдержадміністрації", True),
        ],
        columns=["measure", "body_id", "name", "collective"],
    )
    counted = count_answering(pd.DataFrame(index=[0, 1]), assignments)
    assert list(counted[["body_id", "measures"]].itertuples(index=False, name=None)) == [
        ("x", 2),
        ("y", 1),
    ]
    assert list(counted["collective"]) == [False, True]


def test_nobody_answers_for_nothing() -> None:
    none = {"measure": [], "body_id": [], "name": [], "collective": []}
    empty = pd.DataFrame(none).astype({"measure": "int64"})
    assert count_answering(pd.DataFrame(index=[0]), empty).empty
