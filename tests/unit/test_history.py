"""A plan's reports over time, on the Poltava plan of 2014 with its half-year and its yearly report.

Counted by hand from `tests/support/papers.py`: five measures due 31.05, 30.06, 30.09, 15.12 and 25.12.2014; the
report of 01.07.2014 says 1 completed and 4 not done, that of 20.01.2015 says 1, 2 and 4 completed (3 waits for a
person, 5 is not spoken of).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.metrics.history import count_burn_up, count_change, report_days, states_on
from data.engine import make_engine
from data.migrating import upgrade
from data.snapshot import Snapshot, build_snapshot
from data.state import AsOf
from etl.linking import load_document
from tests.support import papers
from tests.support.reading import read_document

PLAN = "UA-53-pvu-plan-2014"
HALF, YEAR = date(2014, 7, 1), date(2015, 1, 20)
END = date(2015, 1, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _snapshot(tmp_path_factory.mktemp("history"), papers.plan_text())


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The same after the revision of 11.08.2014, which dropped measure 3 and moved measure 5."""
    folder = tmp_path_factory.mktemp("revised")
    return _snapshot(folder, papers.plan_text(), papers.revised_plan_text())


def _snapshot(folder: Path, *plans: bytes) -> Snapshot:
    engine = make_engine(f"sqlite:///{folder / 'monitor.sqlite'}")
    upgrade(engine)
    for name, content in (
        *((papers.PLAN_NAME, plan) for plan in plans),
        (papers.HALF_NAME, papers.half_report_text()),
        (papers.YEAR_NAME, papers.year_report_text()),
    ):
        load_document(engine, read_document(name, content))
    return build_snapshot(engine, lambda: date(2015, 2, 1))


def test_the_reports_of_a_plan_by_the_day_they_are_known(snapshot: Snapshot) -> None:
    assert report_days(snapshot, snapshot.rows(END)) == {PLAN: (HALF, YEAR)}
    assert report_days(snapshot, snapshot.rows(date(2015, 1, 19))) == {PLAN: (HALF,)}
    assert report_days(snapshot, snapshot.rows(date(2014, 6, 30))) == {}


def test_the_change_is_counted_from_the_report_before_the_last(snapshot: Snapshot) -> None:
    rows = snapshot.rows(END)
    change = count_change(snapshot, rows, report_days(snapshot, rows))
    assert change is not None
    assert (change.plans, change.day) == ((PLAN,), HALF)
    assert (change.before.completed, change.before.base, change.before.overdue) == (1, 2, 1)
    assert (change.now.completed, change.now.base, change.now.overdue) == (3, 5, 0)
    assert change.completed == 2


def test_a_first_report_has_nothing_to_be_compared_with(snapshot: Snapshot) -> None:
    rows = snapshot.rows(date(2014, 12, 1))
    assert count_change(snapshot, rows, report_days(snapshot, rows)) is None
    assert count_burn_up(snapshot, rows, report_days(snapshot, rows)[PLAN]) is None


def test_due_grows_from_the_day_after_a_due_date_and_completed_stands_at_the_reports(
    snapshot: Snapshot,
) -> None:
    told = count_burn_up(snapshot, snapshot.rows(END), (HALF, YEAR))
    assert told is not None
    assert told.due == (
        (date(2014, 2, 3), 0),
        (date(2014, 6, 1), 1),
        (date(2014, 7, 1), 2),
        (date(2014, 10, 1), 3),
        (date(2014, 12, 16), 4),
        (date(2014, 12, 26), 5),
        (END, 5),
    )
    assert told.completed == ((HALF, 1), (YEAR, 3))


def test_what_a_revision_dropped_is_due_no_more(revised: Snapshot) -> None:
    told = count_burn_up(revised, revised.rows(END), (HALF, YEAR))
    assert told is not None
    assert dict(told.due)[END] == 4
    assert date(2014, 12, 16) not in dict(told.due)


def test_a_state_for_each_measure_and_report(snapshot: Snapshot) -> None:
    rows = snapshot.rows(END)
    rows = rows[rows["counted"]]
    states = states_on(snapshot, rows, (date(2014, 1, 1), HALF, YEAR))
    assert list(states.columns) == [date(2014, 1, 1), HALF, YEAR]
    by_number = {number: tuple(states.loc[index]) for index, number in rows["number"].items()}
    assert by_number == {
        "1": ("", "completed", "completed"),
        "2": ("", "not_due", "completed"),
        "3": ("", "not_due", "no_report"),
        "4": ("", "not_done", "completed"),
        "5": ("", "not_due", "no_report"),
    }


@pytest.mark.parametrize("places", [[1, 2, 3], [0, 2, 4], [3, 0]])
@pytest.mark.parametrize("as_of", [date(2014, 6, 30), HALF, "close"])
@pytest.mark.parametrize("is_held", [False, True])
def test_some_measures_stand_as_among_all(
    snapshot: Snapshot, places: list[int], as_of: AsOf, is_held: bool
) -> None:
    fresh = replace(snapshot, _memo={})
    measures = fresh.measures.iloc[1:4] if places == [1, 2, 3] else fresh.measures.take(places)
    if is_held:
        fresh.rows(as_of)
    some = fresh.rows_of(measures, as_of)
    pd.testing.assert_frame_equal(some, snapshot.rows(as_of).iloc[places], check_index_type=False)


def test_rows_on_other_days_are_the_rows_of_those_days(snapshot: Snapshot) -> None:
    rows = snapshot.rows(END)
    days = pd.Series(pd.Timestamp(HALF), index=rows.index).astype("datetime64[us]")
    pd.testing.assert_frame_equal(snapshot.standings_on(rows, days), snapshot.rows(HALF))
