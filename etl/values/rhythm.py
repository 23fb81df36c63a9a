"""Rhythms: «щокварталу до 10 числа місяця, наступного за звітним» (reading rules 20 and 42)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from etl.values.lexicon import alternation, whole_words, words

# months between two due dates; 0: recurring without dates («щотижня»)
_MONTHS: Final = {
    "weekly": 0,
    "several_a_year": 0,
    "half_yearly": 6,
    "quarterly": 3,
    "monthly": 1,
    "yearly": 12,
}
_DAY: Final = r"(?<!\d)(?P<day>\d{1,2})(?:-?го)?\s+"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rhythm found in words: its period in months, the day named for it, its place in the skeleton."""

    name: str
    months: int
    start: int
    end: int
    day: int | None = None
    next_month: bool = False
    next_year: bool = False


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, whole_words("deadline", name)) for name in _MONTHS]


@cache
def _day_of_month() -> re.Pattern[str]:
    return re.compile(_DAY + alternation(words("deadline", "number_of_month")))


@cache
def _next() -> re.Pattern[str]:
    return whole_words("deadline", "next")


@cache
def _last_month() -> re.Pattern[str]:
    return whole_words("deadline", "last_month")


def find_rhythm(skeleton: str) -> Rhythm | None:
    """The rhythm a deadline names, None if it names none; the one said first counts."""
    found = [
        (match.start(), -match.end(), name)
        for name, pattern in _patterns()
        for match in [pattern.search(skeleton)]
        if match
    ]
    if not found:
        return None
    start, end, name = min(found)
    day = _day_of_month().search(skeleton)
    later = bool(_next().search(skeleton))
    stays = bool(_last_month().search(skeleton)) and not later
    number = int(day["day"]) if day else None
    follows = later or (number is not None and name != "monthly" and number <= 15 and not stays)
    return Rhythm(name, _MONTHS[name], start, -end, number, follows, later and number is None)


def rhythm_dates(rhythm: Rhythm, year: int, named: list[date]) -> list[date]:
    """The due dates of one year; `named` are the days or months the cell lists for each year.

    Raises ValueError for a day that a month does not have.
    """
    if named and (rhythm.months in (0, 6, 12) or len(named) > 1):
        if rhythm.next_year:
            return [due.replace(year=due.year + 1) for due in named]
        return _in_sequence(named)
    if rhythm.months == 0:
        return []
    months = range(rhythm.months, 13, rhythm.months)
    return [_due_on(rhythm, year, month) for month in months]


def _due_on(rhythm: Rhythm, year: int, month: int) -> date:
    if rhythm.day is None:
        return date(year, month, monthrange(year, month)[1])
    if rhythm.next_month:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(rhythm.day, monthrange(year, month)[1]))


def _in_sequence(named: list[date]) -> list[date]:
    """«до 10 липня та 10 січня»: a day that goes back in the list belongs to the next year."""
    dates: list[date] = []
    for due in named:
        if dates and due < dates[-1]:
            due = due.replace(year=due.year + 1)
        dates.append(due)
    return dates
