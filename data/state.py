"""State, lateness and base of a measure on a day: the one home of what the figures mean.

Pure functions on dates. A day stands as Kyiv's calendar has it; «станом на» is a day or `CLOSE`, the day on
which each plan closed. A due date is past from the day after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from data.model import DeadlineKind, State, Status

CLOSE: Final = "close"
AsOf: TypeAlias = date | Literal["close"]

DUE_SOON_DAYS: Final = 30
CLOSE_DAYS: Final = 31
_ONE_DAY: Final = timedelta(days=1)
_REPEATING: Final = frozenset({DeadlineKind.MULTIPLE, DeadlineKind.RECURRING})
_IN_BASE_UNDATED: Final = frozenset({Status.COMPLETED, Status.PARTIAL, Status.NOT_DONE})
_TOLD_UNFINISHED: Final = frozenset(
    {State.PARTIAL, State.IN_PROGRESS, State.POSTPONED, State.NOT_DONE}
)


class Overdue(StrEnum):
    """The two kinds of a passed due date, always counted apart.

    `overdue` — a report says the measure is not completed («прострочено»); `unreported` — no report says
    either way («строк минув, звіту немає»), which an `unclear` outcome does not either.
    """

    OVERDUE = "overdue"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome as the calendar needs it: known from a day, speaking of due dates up to a day."""

    status: Status
    known_from: date
    covers_to: date
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One measure as the calendar needs it: its due dates in order, when its plan counts, what was told."""

    kind: DeadlineKind
    due_dates: tuple[date, ...]
    counts_from: date
    told: tuple[Told, ...] = ()
    withdrawn_from: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands on a day. `ruling` is the index of the outcome that rules, in `Subject.told`.

    `first_uncovered` is the past due date from which lateness counts, `next_due` the next uncovered one ahead.
    """

    state: State
    overdue: Overdue | None = None
    first_uncovered: date | None = None
    next_due: date | None = None
    in_base: bool = False
    reported: bool = False
    early: bool = False
    ruling: int | None = None


def known_from(report_date: date | None, period_end: date) -> date:
    """The day from which a report is known: its own date, else the day after its period."""
    return report_date or period_end + _ONE_DAY


def covers_to(report_date: date | None, period_end: date) -> date:
    """The last due date a report can speak of: the later of its date and its period's end."""
    return max(report_date, period_end) if report_date else period_end


def counts_from(
    approved_on: date | None, first_year: int, period_start: date | None = None
) -> date:
    """The day a plan begins to count: its approval, a bare report's period, else 1 January of its first year."""
    return approved_on or period_start or date(first_year, 1, 1)


def close_day(
    today: date, last_year: int, last_due: date | None = None, last_report: date | None = None
) -> date:
    """The day a plan closes: 31 days after the later of its last due date and its last report, never after today.

    A plan with neither closes on 31 January after its last year.
    """
    ends = [day for day in (last_due, last_report) if day is not None]
    close = max(ends) + timedelta(days=CLOSE_DAYS) if ends else date(last_year + 1, 1, 31)
    return min(today, close)


def ruling_outcome(told: Sequence[Told], as_of: date) -> int | None:
    """The outcome that rules on a day: the newest self-report known by then; `unclear` never beats a definite one."""
    known = [
        (outcome.status is not Status.UNCLEAR, outcome.known_from, outcome.covers_to, index)
        for index, outcome in enumerate(told)
        if outcome.known_from <= as_of and not outcome.independent
    ]
    return max(known)[-1] if known else None


def standing(subject: Subject, as_of: date) -> Standing | None:
    """How a measure stands on a day; None before its plan counts."""
    if as_of < subject.counts_from:
        return None
    if subject.withdrawn_from is not None and subject.withdrawn_from <= as_of:
        return Standing(State.WITHDRAWN)
    ruling = ruling_outcome(subject.told, as_of)
    current = ruling if ruling is not None and not _is_stale(subject, ruling, as_of) else None
    status = None if current is None else subject.told[current].status
    state = State(status.value) if status else _state_without_outcome(subject, as_of)
    uncovered = _uncovered(subject, ruling, as_of)
    late = [due for due in uncovered if due < as_of and due >= subject.counts_from]
    ahead = [due for due in uncovered if due >= as_of]
    first_due = subject.due_dates[0] if subject.due_dates else None
    return Standing(
        state=state,
        overdue=_overdue_kind(state) if late else None,
        first_uncovered=late[0] if late else None,
        next_due=ahead[0] if ahead else None,
        in_base=first_due < as_of if first_due else status in _IN_BASE_UNDATED,
        reported=current is not None,
        early=state is State.COMPLETED and first_due is not None and first_due >= as_of,
        ruling=current,
    )


def days_overdue(first_uncovered: date, as_of: date) -> int:
    """Days late on a day, counted from the first uncovered due date (1 on the day after it)."""
    return (as_of - first_uncovered).days


def is_due_soon(next_due: date | None, as_of: date) -> bool:
    """Whether the next uncovered due date lies 0 to 30 days ahead."""
    return next_due is not None and 0 <= (next_due - as_of).days <= DUE_SOON_DAYS


def spans(subject: Subject) -> list[tuple[date, Standing]]:
    """The days from which a measure's standing changes, in order, each with the standing it brings.

    Between two of them nothing changes but the count of days.
    """
    days = {subject.counts_from, *(outcome.known_from for outcome in subject.told)}
    days.update(due + _ONE_DAY for due in subject.due_dates)
    if subject.withdrawn_from is not None:
        days.add(subject.withdrawn_from)
    result: list[tuple[date, Standing]] = []
    for day in sorted(day for day in days if day >= subject.counts_from):
        now = standing(subject, day)
        if now is not None and (not result or result[-1][1] != now):
            result.append((day, now))
    return result


def proof_day(value: str) -> date:
    """The earliest day that a proof's date allows: `2017-11` is its 1st, `2017` 1 January, a range its last day's.

    Raises ValueError when `value` is no date of the evidence's form.
    """
    last = value.rpartition("/")[2]
    parts = [int(part) for part in last.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def completed_late(due: date, proofs: Sequence[str]) -> bool | None:
    """Whether a completed measure came after its due date by its last proof; None when no proof has a date."""
    days = [proof_day(value) for value in proofs]
    return max(days) > due if days else None


def _is_stale(subject: Subject, ruling: int, as_of: date) -> bool:
    """A repeating deadline asks anew: an outcome rules only while no due date has passed since its report."""
    if subject.kind not in _REPEATING:
        return False
    told_to = subject.told[ruling].covers_to
    return any(told_to < due < as_of for due in subject.due_dates)


def _state_without_outcome(subject: Subject, as_of: date) -> State:
    if subject.due_dates:
        return State.NO_REPORT if as_of > subject.due_dates[0] else State.NOT_DUE
    if subject.kind in (DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING):
        return State.ONGOING
    return State.NO_DEADLINE


def _uncovered(subject: Subject, ruling: int | None, as_of: date) -> tuple[date, ...]:
    """The due dates no completed outcome covers: a newer report may take back a single date, never a past round."""
    if subject.kind not in _REPEATING:
        done = ruling is not None and subject.told[ruling].status is Status.COMPLETED
        return () if done else subject.due_dates
    covered = [
        outcome.covers_to
        for outcome in subject.told
        if outcome.status is Status.COMPLETED
        and outcome.known_from <= as_of
        and not outcome.independent
    ]
    return tuple(due for due in subject.due_dates if not covered or due > max(covered))


def _overdue_kind(state: State) -> Overdue:
    return Overdue.OVERDUE if state in _TOLD_UNFINISHED else Overdue.UNREPORTED
