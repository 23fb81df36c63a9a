"""Which measures a view speaks of, on frames of a few rows: filters, and the rows behind each number."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.metrics.completion import count_completion
from dashboard.metrics.selection import ROWS, narrow_rows, rows_mask, select_population
from tests.support.rows import (
    completed,
    make_assignments,
    make_snapshot,
    make_standing,
    make_standings,
    overdue,
    unreported,
)

FIVE = make_standings(
    completed("a"),
    overdue("b", theme="budget", direction_key="p:2"),
    unreported("c", document_key="q", region_iso="UA-30", year_start=2014, year_end=2015),
    make_standing("d", due_soon=True, counted=False),
    completed("e", in_base=False, early=True, programme="civil-society", year_start=None),
)
DUES = {"a": [date(2013, 6, 30)], "b": [date(2013, 3, 1), date(2013, 12, 31)]}
SNAPSHOT = make_snapshot(FIVE, make_assignments(("a", "x"), ("b", "y"), ("c", "x")), dues=DUES)


def chosen(**filters: Any) -> str:
    rows = select_population(SNAPSHOT, Filters(**filters), "close")
    return "".join(rows["measure_id"])


@pytest.mark.parametrize(
    ("filters", "measures"),
    [
        ({}, "abcde"),
        ({"region": ("UA-30",)}, "c"),
        ({"region": ("UA-30", "UA-09")}, "abcde"),
        ({"plan": ("q",)}, "c"),
        ({"programme": ("civil-society",)}, "e"),
        ({"theme": ("budget",)}, "b"),
        ({"direction": ("p:2",)}, "b"),
        ({"body": ("x",)}, "ac"),
        ({"body": ("x",), "region": ("UA-30",)}, "c"),
        ({"body": ("nobody",)}, ""),
    ],
)
def test_filters_narrow_the_population(filters: dict[str, Any], measures: str) -> None:
    assert chosen(**filters) == measures


@pytest.mark.parametrize(
    ("year", "measures"), [(2013, "abd"), (2014, "c"), (2015, "c"), (2016, "")]
)
def test_a_year_takes_the_plans_whose_years_include_it(year: int, measures: str) -> None:
    rows = select_population(SNAPSHOT, Filters(year=(year,)), "close")
    assert "".join(key for key in rows["measure_id"] if key != "e") == measures


@pytest.mark.parametrize(
    ("since", "until", "measures"),
    [
        (date(2013, 6, 30), date(2013, 6, 30), "a"),
        (date(2013, 7, 1), None, "b"),
        (None, date(2013, 6, 29), "b"),
        (date(2013, 4, 1), date(2013, 5, 1), ""),
    ],
)
def test_some_due_date_lies_within_the_chosen_ones(
    since: date | None, until: date | None, measures: str
) -> None:
    assert chosen(due_from=since, due_to=until) == measures


def test_state_and_rows_never_change_a_rate() -> None:
    narrow = Filters(state=("completed",), rows="overdue")
    population = select_population(SNAPSHOT, narrow, "close")
    assert count_completion(population) == count_completion(
        select_population(SNAPSHOT, Filters(), "close")
    )


def test_lists_leave_out_plans_that_had_not_begun() -> None:
    assert "d" not in set(narrow_rows(FIVE, Filters())["measure_id"])


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("base", "abc"),
        ("completed", "a"),
        ("left_out", "e"),
        ("early", "e"),
        ("overdue", "b"),
        ("unreported", "c"),
        ("due_soon", ""),
        ("reported", "ab"),
    ],
)
def test_each_number_opens_exactly_its_rows(name: str, measures: str) -> None:
    rows = narrow_rows(FIVE, Filters(rows=name))
    assert "".join(rows["measure_id"]) == measures
    assert len(rows) == getattr(count_completion(FIVE), name)


def test_rows_outside_the_plan_stand_in_their_own_list_only() -> None:
    row = make_standing("x", counted=False, outside=True, document_key="report", plan_key="p")
    rows = make_standings(make_standing("a"), row)
    assert list(narrow_rows(rows, Filters())["measure_id"]) == ["a"]
    assert list(narrow_rows(rows, Filters(rows="left_out"))["measure_id"]) == ["a"]
    assert list(narrow_rows(rows, Filters(rows="outside"))["measure_id"]) == ["x"]
    chosen = select_population(make_snapshot(rows), Filters(plan=("p",)), "close")
    assert list(chosen["measure_id"]) == ["a", "x"]
    assert select_population(make_snapshot(rows), Filters(plan=("report",)), "close").empty


def test_every_named_number_has_rows_and_others_are_refused() -> None:
    for name in ROWS:
        assert isinstance(rows_mask(FIVE, name), pd.Series)
    with pytest.raises(KeyError):
        rows_mask(FIVE, "everything")
