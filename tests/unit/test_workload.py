"""The load of bodies on frames of a few rows: distinct measures, roles, medians plan by plan, due dates by quarter."""

from datetime import date

import pytest

from dashboard.metrics.workload import (
    Period,
    choose_periods,
    collect_dues,
    count_by_period,
    count_states_by_period,
    count_unassigned,
    count_workload,
    find_peak,
    load_by_plan,
)
from tests.support.rows import (
    completed,
    make_assignments,
    make_snapshot,
    make_standing,
    make_standings,
    overdue,
    unreported,
)


def test_a_measure_counts_once_for_a_body_with_two_roles() -> None:
    rows = make_standings(overdue("a"), unreported("b"), completed("c"))
    pairs = make_assignments(
        ("a", "x"), ("a", "x", "coordinator"), ("b", "x"), ("c", "x", "co_executor", True)
    )
    load = count_workload(make_snapshot(rows, pairs), rows).iloc[0]
    assert (load["measures"], load["responsible"], load["co_executor"]) == (3, 2, 1)
    assert (load["coordinator"], load["by_consent"]) == (1, 1)
    assert (load["overdue"], load["unreported"]) == (1, 1)
    assert (load["state_not_done"], load["state_no_report"], load["state_completed"]) == (1, 1, 1)


def test_a_measure_of_several_bodies_counts_for_each_and_the_heaviest_stands_first() -> None:
    rows = make_standings(*(make_standing(key) for key in "abcde"))
    pairs = make_assignments(("a", "x"), ("a", "y"), ("b", "y"), ("c", "y"))
    load = count_workload(make_snapshot(rows, pairs), rows)
    assert list(zip(load["body_id"], load["measures"], strict=True)) == [("y", 3), ("x", 1)]
    assert list(load["share"]) == [pytest.approx(3 / 5), pytest.approx(1 / 5)]


def test_a_share_is_of_the_plans_that_the_body_stands_in() -> None:
    rows = make_standings(*(make_standing(key, document_key=key[0]) for key in ("p1", "p2", "q1")))
    load = count_workload(make_snapshot(rows, make_assignments(("q1", "x"))), rows).iloc[0]
    assert (load["share"], load["plans"]) == (1.0, 1)


def test_plans_that_had_not_begun_load_nobody() -> None:
    rows = make_standings(make_standing("a", counted=False))
    snapshot = make_snapshot(rows, make_assignments(("a", "x")), dues={"a": [date(2013, 6, 30)]})
    load = count_workload(snapshot, rows)
    assert load.empty
    assert {"body", "measures", "share", "state_completed"} <= set(load.columns)
    assert collect_dues(snapshot, rows).empty
    assert load_by_plan(snapshot, rows) == {}


@pytest.mark.parametrize(
    ("bodies", "collective", "median"),
    [("vwxyz", "", 1.0), ("vwxy", "", None), ("vwxyz", "z", None)],
)
def test_a_median_takes_five_single_bodies(
    bodies: str, collective: str, median: float | None
) -> None:
    rows = make_standings(*(make_standing(key) for key in "abc"))
    pairs = make_assignments(*(("a", body) for body in bodies), ("b", "v"), ("c", "v"))
    load = load_by_plan(make_snapshot(rows, pairs, collective), rows)["p"]
    assert (load.single, load.collective) == (len(bodies) - len(collective), len(collective))
    assert load.median == median
    assert load.by_body["v"] == 3


def test_bodies_of_different_plans_have_no_common_median() -> None:
    rows = make_standings(
        make_standing("a", document_key="p"), make_standing("b", document_key="q")
    )
    pairs = make_assignments(("a", "v"), ("a", "w"), ("a", "x"), ("b", "y"), ("b", "z"))
    loads = load_by_plan(make_snapshot(rows, pairs), rows)
    assert {plan: (load.single, load.median) for plan, load in loads.items()} == {
        "p": (3, None),
        "q": (2, None),
    }


def test_a_measure_with_dates_in_two_quarters_stands_in_both_once() -> None:
    rows = make_standings(make_standing("a"), make_standing("b"))
    dues = {
        "a": [date(2013, 1, 31), date(2013, 3, 1), date(2013, 12, 31)],
        "b": [date(2013, 12, 1)],
    }
    snapshot = make_snapshot(rows, make_assignments(("a", "x"), ("b", "x")), dues=dues)
    held = collect_dues(snapshot, rows)
    periods = choose_periods(held)
    assert periods == [Period(2013, quarter) for quarter in (1, 2, 3, 4)]
    counts = count_by_period(snapshot, held, periods)
    assert counts == {("x", Period(2013, 1)): 1, ("x", Period(2013, 4)): 2}
    assert find_peak(held, periods) == (Period(2013, 4), 2)
    states = count_states_by_period(rows, held, periods)
    assert list(states["measures"]) == [1, 2]


def test_due_dates_outside_the_chosen_ones_are_not_counted() -> None:
    rows = make_standings(make_standing("a"))
    dues = {"a": [date(2013, 3, 31), date(2013, 6, 30)]}
    snapshot = make_snapshot(rows, dues=dues)
    held = collect_dues(snapshot, rows, date(2013, 4, 1), date(2013, 6, 30))
    assert list(held["quarter"]) == [2]


def test_over_three_years_stand_as_years_and_a_measure_once_in_each() -> None:
    rows = make_standings(make_standing("a"))
    dues = {"a": [date(year, month, 1) for year in (2012, 2013, 2014, 2016) for month in (2, 8)]}
    snapshot = make_snapshot(rows, make_assignments(("a", "x")), dues=dues)
    held = collect_dues(snapshot, rows)
    periods = choose_periods(held)
    assert periods == [Period(year) for year in (2012, 2013, 2014, 2016)]
    assert set(count_by_period(snapshot, held, periods).values()) == {1}


def test_nothing_is_due_without_dates() -> None:
    rows = make_standings(make_standing("a"))
    held = collect_dues(make_snapshot(rows), rows)
    assert choose_periods(held) == []
    assert find_peak(held, []) is None


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(2013, 1), date(2013, 1, 1), date(2013, 3, 31)),
        (Period(2013, 2), date(2013, 4, 1), date(2013, 6, 30)),
        (Period(2013, 4), date(2013, 10, 1), date(2013, 12, 31)),
        (Period(2013), date(2013, 1, 1), date(2013, 12, 31)),
    ],
)
def test_a_period_has_its_days(period: Period, first: date, last: date) -> None:
    assert (period.first, period.last) == (first, last)


def test_measures_without_a_body_are_counted_by_plan() -> None:
    rows = make_standings(
        make_standing("a"), make_standing("b"), make_standing("c", document_key="q")
    )
    plans = count_unassigned(make_snapshot(rows, make_assignments(("a", "x"), ("c", "x"))), rows)
    assert plans.to_dict("records") == [{"document_key": "p", "unassigned": 1, "measures": 2}]
