"""State, lateness and base at their boundaries: the due date, the day after, a report's day, repeating deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.model import DeadlineKind, State, Status
from data.state import (
    Overdue,
    Subject,
    Told,
    close_day,
    completed_late,
    counts_from,
    covers_to,
    days_overdue,
    is_due_soon,
    known_from,
    proof_day,
    spans,
    standing,
)

START = date(2013, 1, 1)
DUE = date(2013, 6, 30)
DAY = timedelta(days=1)


def subject(
    kind: DeadlineKind = DeadlineKind.PERIOD,
    due_dates: tuple[date, ...] = (DUE,),
    told: tuple[Told, ...] = (),
    counts: date = START,
    withdrawn: date | None = None,
) -> Subject:
    return Subject(kind, due_dates, counts, told, withdrawn)


def told(
    status: Status, known: date, covers: date | None = None, independent: bool = False
) -> Told:
    return Told(status, known, covers or known, independent)


def test_before_its_plan_counts_a_measure_has_no_standing() -> None:
    assert standing(subject(), START - DAY) is None


def test_on_the_due_date_nothing_is_late() -> None:
    now = standing(subject(), DUE)
    assert now is not None
    assert (now.state, now.overdue, now.next_due, now.in_base) == (State.NOT_DUE, None, DUE, False)


def test_the_day_after_the_due_date_without_a_report_is_unreported() -> None:
    now = standing(subject(), DUE + DAY)
    assert now is not None
    assert (now.state, now.overdue) == (State.NO_REPORT, Overdue.UNREPORTED)
    assert (now.first_uncovered, now.in_base, now.reported) == (DUE, True, False)
    assert days_overdue(DUE, DUE + DAY) == 1


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2013, 6, 30), State.NOT_DUE),
        (date(2013, 7, 1), State.NO_REPORT),
        (date(2013, 12, 31), State.NO_REPORT),
        (date(2014, 1, 1), State.NO_REPORT),
        (date(2018, 1, 1), State.NO_REPORT),
    ],
)
def test_a_quarter_measure_through_the_years(day: date, state: State) -> None:
    now = standing(subject(), day)
    assert now is not None and now.state is state


def test_a_report_counts_from_the_day_it_is_known() -> None:
    year = subject(
        due_dates=(date(2017, 12, 31),),
        told=(told(Status.PARTIAL, date(2018, 1, 1), date(2017, 12, 31)),),
        counts=date(2017, 1, 1),
    )
    before, after = standing(year, date(2017, 12, 31)), standing(year, date(2018, 1, 1))
    assert before is not None and after is not None
    assert (before.state, before.overdue) == (State.NOT_DUE, None)
    assert (after.state, after.overdue, after.reported) == (State.PARTIAL, Overdue.OVERDUE, True)


def test_a_report_dated_before_the_due_date_makes_it_early_and_out_of_the_base() -> None:
    done = subject(told=(told(Status.COMPLETED, date(2013, 5, 1)),))
    on_due, after = standing(done, DUE), standing(done, DUE + DAY)
    assert on_due is not None and after is not None
    assert (on_due.state, on_due.early, on_due.in_base) == (State.COMPLETED, True, False)
    assert (after.state, after.early, after.in_base, after.overdue) == (
        State.COMPLETED,
        False,
        True,
        None,
    )


def test_unfinished_before_the_due_date_becomes_overdue_after_it() -> None:
    begun = subject(told=(told(Status.IN_PROGRESS, date(2013, 5, 1)),))
    on_due, after = standing(begun, DUE), standing(begun, DUE + DAY)
    assert on_due is not None and after is not None
    assert (on_due.overdue, on_due.in_base, on_due.next_due) == (None, False, DUE)
    assert (after.overdue, after.in_base, after.state) == (Overdue.OVERDUE, True, State.IN_PROGRESS)


def test_the_newest_report_rules_and_unclear_never_replaces_a_definite_one() -> None:
    history = subject(
        told=(
            told(Status.NOT_DONE, date(2013, 8, 1)),
            told(Status.COMPLETED, date(2013, 10, 1)),
            told(Status.UNCLEAR, date(2013, 11, 1)),
            told(Status.NOT_DONE, date(2013, 12, 1), independent=True),
        )
    )
    assert [standing(history, day).state for day in (date(2013, 9, 1), date(2014, 1, 1))] == [  # type: ignore[union-attr]
        State.NOT_DONE,
        State.COMPLETED,
    ]
    assert standing(history, date(2014, 1, 1)).overdue is None  # type: ignore[union-attr]


def test_an_unclear_outcome_past_due_accuses_nobody() -> None:
    now = standing(subject(told=(told(Status.UNCLEAR, date(2013, 8, 1)),)), date(2013, 9, 1))
    assert now is not None
    assert (now.state, now.overdue, now.reported) == (State.UNCLEAR, Overdue.UNREPORTED, True)


QUARTERS = (date(2013, 3, 31), date(2013, 6, 30), date(2013, 9, 30), date(2013, 12, 31))


def test_a_repeating_deadline_asks_anew_after_each_due_date() -> None:
    done = told(Status.COMPLETED, date(2013, 7, 5), date(2013, 7, 5))
    repeating = subject(DeadlineKind.RECURRING, QUARTERS, (done,))
    until, after = standing(repeating, date(2013, 9, 30)), standing(repeating, date(2013, 10, 1))
    assert until is not None and after is not None
    assert (until.state, until.overdue, until.next_due) == (State.COMPLETED, None, QUARTERS[2])
    assert (after.state, after.overdue) == (State.NO_REPORT, Overdue.UNREPORTED)
    assert (after.first_uncovered, after.reported) == (QUARTERS[2], False)


def test_a_completed_outcome_covers_repeating_due_dates_up_to_the_later_of_date_and_period_end() -> (
    None
):
    early_report = told(Status.COMPLETED, date(2013, 6, 20), date(2013, 6, 30))
    now = standing(subject(DeadlineKind.MULTIPLE, QUARTERS, (early_report,)), date(2013, 8, 1))
    assert now is not None
    assert (now.state, now.overdue, now.next_due) == (State.COMPLETED, None, QUARTERS[2])


def test_a_later_failure_never_uncovers_a_past_round() -> None:
    reports = (
        told(Status.COMPLETED, date(2013, 4, 5)),
        told(Status.NOT_DONE, date(2013, 7, 5)),
    )
    now = standing(subject(DeadlineKind.RECURRING, QUARTERS, reports), date(2013, 7, 6))
    assert now is not None
    assert (now.state, now.overdue, now.first_uncovered) == (
        State.NOT_DONE,
        Overdue.OVERDUE,
        QUARTERS[1],
    )


def test_a_newer_report_takes_back_a_completed_single_date() -> None:
    reports = (
        told(Status.COMPLETED, date(2013, 8, 1)),
        told(Status.IN_PROGRESS, date(2013, 10, 1)),
    )
    now = standing(subject(told=reports), date(2013, 11, 1))
    assert now is not None and (now.state, now.overdue) == (State.IN_PROGRESS, Overdue.OVERDUE)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DeadlineKind.CONTINUOUS, State.ONGOING),
        (DeadlineKind.RECURRING, State.ONGOING),
        (DeadlineKind.NONE, State.NO_DEADLINE),
    ],
)
def test_without_due_dates_nothing_is_ever_late(kind: DeadlineKind, state: State) -> None:
    now = standing(subject(kind, ()), date(2030, 1, 1))
    assert now is not None
    assert (now.state, now.overdue, now.in_base) == (state, None, False)


@pytest.mark.parametrize(
    ("status", "in_base"),
    [
        (Status.COMPLETED, True),
        (Status.PARTIAL, True),
        (Status.NOT_DONE, True),
        (Status.IN_PROGRESS, False),
        (Status.POSTPONED, False),
        (Status.UNCLEAR, False),
    ],
)
def test_a_continuous_measure_enters_the_base_by_its_outcome(status: Status, in_base: bool) -> None:
    now = standing(
        subject(DeadlineKind.CONTINUOUS, (), (told(status, date(2014, 1, 1)),)), date(2014, 1, 1)
    )
    assert now is not None
    assert (now.in_base, now.overdue) == (in_base, None)


def test_due_dates_before_approval_are_shown_but_never_overdue() -> None:
    late_plan = subject(counts=date(2013, 9, 1))
    now = standing(late_plan, date(2013, 9, 1))
    assert now is not None
    assert (now.state, now.overdue, now.first_uncovered) == (State.NO_REPORT, None, None)


def test_a_dropped_measure_is_withdrawn_from_that_day() -> None:
    dropped = subject(withdrawn=date(2013, 9, 1))
    assert standing(dropped, date(2013, 8, 31)).state is State.NO_REPORT  # type: ignore[union-attr]
    gone = standing(dropped, date(2013, 9, 1))
    assert gone is not None
    assert (gone.state, gone.in_base, gone.overdue) == (State.WITHDRAWN, False, None)


@pytest.mark.parametrize(("ahead", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_due_soon_is_thirty_days_both_ends_in(ahead: int, soon: bool) -> None:
    assert is_due_soon(DUE, DUE - ahead * DAY) is soon


def test_a_plan_closes_31_days_after_its_last_date_but_never_after_today() -> None:
    today = date(2026, 11, 21)
    assert close_day(today, 2013, date(2013, 12, 31)) == date(2014, 1, 31)
    assert close_day(today, 2013, date(2013, 12, 31), date(2014, 3, 1)) == date(2014, 4, 1)
    assert close_day(today, 2013) == date(2014, 1, 31)
    assert close_day(date(2013, 7, 1), 2013, date(2013, 12, 31)) == date(2013, 7, 1)


def test_a_report_without_a_date_is_known_from_the_day_after_its_period() -> None:
    end = date(2017, 12, 31)
    assert (known_from(None, end), covers_to(None, end)) == (date(2018, 1, 1), end)
    dated = date(2017, 12, 20)
    assert (known_from(dated, end), covers_to(dated, end)) == (dated, end)


def test_a_plan_counts_from_its_approval_else_its_period_else_its_first_day() -> None:
    assert counts_from(date(2012, 9, 10), 2012) == date(2012, 9, 10)
    assert counts_from(None, 2014) == date(2014, 1, 1)
    assert counts_from(None, 2017, date(2017, 7, 1)) == date(2017, 7, 1)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2017-11-28", date(2017, 11, 28)),
        ("2017-11", date(2017, 11, 1)),
        ("2017", date(2017, 1, 1)),
        ("2017-10-17/2017-10-19", date(2017, 10, 19)),
    ],
)
def test_a_proof_allows_its_earliest_day(value: str, day: date) -> None:
    assert proof_day(value) == day


def test_completed_late_needs_a_proof_after_the_due_date() -> None:
    assert completed_late(DUE, []) is None
    assert completed_late(DUE, ["2013-06", "2013-05-02"]) is False
    assert completed_late(DUE, ["2013-07"]) is True


def test_spans_give_the_standing_of_every_day_between_them() -> None:
    history = subject(
        DeadlineKind.RECURRING,
        QUARTERS,
        (told(Status.PARTIAL, date(2013, 4, 10)), told(Status.COMPLETED, date(2013, 10, 2))),
        withdrawn=date(2014, 3, 1),
    )
    steps = spans(history)
    assert [day for day, _ in steps] == sorted({day for day, _ in steps})
    for offset in range(500):
        day = START + offset * DAY
        held = [now for since, now in steps if since <= day][-1]
        assert held == standing(history, day)
