"""Quarters and years of due dates in words, and the measures that fall due in them."""

from __future__ import annotations

from typing import Any, Final

from dashboard.context import View
from dashboard.metrics.workload import Period
from data.i18n import Words

ROMAN: Final = ("", "I", "II", "III", "IV")


def period_name(period: Period, words: Words, *, with_year: bool) -> str:
    """A period as a table's head says it: «IV кв.», «IV кв. 2014», «2014»."""
    if not period.quarter:
        return str(period.year)
    name = words("bodies.quarter", quarter=ROMAN[period.quarter])
    return f"{name} {period.year}" if with_year else name


def period_in(period: Period, words: Words) -> str:
    """A period inside a sentence: «у IV кварталі 2013 року», «у 2013 році»."""
    key = "bodies.in_quarter" if period.quarter else "bodies.in_year"
    return words(key, quarter=ROMAN[period.quarter], year=period.year)


def period_link(view: View, period: Period, **changes: Any) -> str:
    """The measures of a view that fall due in a period, within the due dates the view is narrowed to."""
    since, until = view.filters.due_from, view.filters.due_to
    return view.rows_link(
        due_from=max(filter(None, (period.first, since))),
        due_to=min(filter(None, (period.last, until))),
        **changes,
    )
