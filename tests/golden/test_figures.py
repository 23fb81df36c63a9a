"""The figures of the five documents on the days that decide: worked out by hand from the printed deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.metrics.completion import Completion, count_completion
from data.engine import make_engine
from data.model import State
from data.snapshot import Snapshot, build_snapshot
from data.state import CLOSE, AsOf

TODAY = date(2026, 11, 21)
LUHANSK_2013 = "UA-09-pvu-plan-2013"
LUHANSK_2017 = "UA-09-civil-society-report-2017"


@pytest.fixture(scope="module")
def snapshot(bundled_url: str) -> Snapshot:
    engine = make_engine(bundled_url, read_only=True)
    try:
        return build_snapshot(engine, lambda: TODAY)
    finally:
        engine.dispose()


def figures(snapshot: Snapshot, plan: str, as_of: AsOf) -> Completion:
    rows = snapshot.rows(as_of)
    return count_completion(rows[rows["document_key"] == plan])


@pytest.mark.parametrize(
    ("as_of", "base", "unreported", "due_soon", "not_due"),
    [
        # 2.8 was first due on 31.01.2013; five measures fall due with the second quarter
        (date(2013, 6, 30), 1, 1, 5, 34),
        (date(2013, 7, 1), 6, 6, 0, 29),
        # 2.4 with the third quarter, 2.9 and 4.1 with November, 26 with the year
        (date(2013, 12, 31), 9, 9, 26, 26),
        (date(2014, 1, 1), 35, 35, 0, 0),
        (date(2018, 1, 1), 35, 35, 0, 0),
        (CLOSE, 35, 35, 0, 0),
    ],
)
def test_a_plan_without_reports_is_never_said_not_done(
    snapshot: Snapshot, as_of: AsOf, base: int, unreported: int, due_soon: int, not_due: int
) -> None:
    told = figures(snapshot, LUHANSK_2013, as_of)
    assert (told.measures, told.base, told.unreported, told.due_soon) == (
        35,
        base,
        unreported,
        due_soon,
    )
    assert told.states[State.NOT_DUE] == not_due
    assert (told.overdue, told.reported, told.rate) == (0, 0, None)


def test_before_its_first_year_a_plan_is_left_out(snapshot: Snapshot) -> None:
    told = figures(snapshot, LUHANSK_2013, date(2012, 12, 31))
    assert (told.measures, told.not_begun) == (0, 35)


@pytest.mark.parametrize(
    ("as_of", "completed", "partial", "not_done", "overdue", "unreported"),
    [
        # the report says no date: it is known from the day after its period; 2.2 was due on 30.06.2017
        (date(2017, 12, 31), 0, 0, 0, 0, 1),
        (date(2018, 1, 1), 12, 2, 1, 3, 0),
        (date(2018, 1, 31), 12, 2, 1, 3, 0),
        (CLOSE, 12, 2, 1, 3, 0),
    ],
)
def test_the_report_of_2017_rules_from_the_first_of_january(
    snapshot: Snapshot,
    as_of: AsOf,
    completed: int,
    partial: int,
    not_done: int,
    overdue: int,
    unreported: int,
) -> None:
    told = figures(snapshot, LUHANSK_2017, as_of)
    states = (State.COMPLETED, State.PARTIAL, State.NOT_DONE)
    assert tuple(told.states[state] for state in states) == (completed, partial, not_done)
    assert (told.overdue, told.unreported) == (overdue, unreported)


def test_days_overdue_count_from_the_first_due_date(snapshot: Snapshot) -> None:
    rows = snapshot.rows(date(2018, 1, 31)).set_index("measure_id")
    assert rows.loc[f"{LUHANSK_2017}:4.2", "days_overdue"] == 31
    assert (
        snapshot.rows(date(2013, 12, 1))
        .set_index("measure_id")
        .loc[f"{LUHANSK_2013}:2.8", "days_overdue"]
        == (date(2013, 12, 1) - date(2013, 1, 31)).days
    )


def test_each_plan_closes_on_its_own_day(snapshot: Snapshot) -> None:
    days = snapshot.plans.set_index("document_key")["close_on"].dt.date
    assert days.to_dict() == {
        "UA-74-pvu-plan-2012-2013": date(2014, 1, 31),
        LUHANSK_2013: date(2014, 1, 31),
        "UA-30-pvu-plan-2014-2015": date(2016, 1, 31),
        LUHANSK_2017: date(2018, 1, 31),
    }


def test_all_plans_at_their_close(snapshot: Snapshot) -> None:
    told = count_completion(snapshot.rows(CLOSE))
    assert (told.measures, told.base, told.completed, told.reported) == (89, 75, 12, 15)
    assert (told.overdue, told.unreported, told.left_out) == (3, 60, 14)
    assert told.states[State.ONGOING] == 14
