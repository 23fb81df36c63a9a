"""The lists of «Прострочені»: the choice of one, and what is said where it has no rows."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

from dashboard.components.button import link_button
from dashboard.components.empty import empty_note
from dashboard.components.segments import segments
from dashboard.context import View
from dashboard.lists.late import LISTS
from dashboard.metrics.selection import narrow_rows
from data.tuples import day_of


def list_choice(view: View, name: str, counts: Mapping[str, int]) -> Component:
    """The three lists with their counts, `name` chosen."""
    words = view.words
    return segments(
        words("overdue.list"),
        [
            (
                words(f"overdue.seg_{one}", count=words.number(counts[one])),
                view.link(rows=one),
                one == name,
            )
            for one in LISTS
        ],
    )


def nothing_late(view: View, name: str, counts: Mapping[str, int]) -> Component:
    """«Прострочених немає. Наступний строк — 15.12.2012, захід 16.»"""
    words = view.words
    buttons = [
        link_button(words(f"overdue.show_{other}"), view.link(rows=other))
        for other in LISTS
        if other != name and counts[other]
    ]
    icon = "check-circle-fill" if name == "overdue" else "calendar3"
    return empty_note(icon, words(f"overdue.empty_{name}"), _next_due(view), *buttons)


def _next_due(view: View) -> str:
    words = view.words
    rows = narrow_rows(view.population, view.filters.without("rows"))
    ahead = rows.dropna(subset=["next_due"]).sort_values("next_due", kind="stable")
    if ahead.empty:
        return words("overdue.no_next")
    first = ahead.iloc[0]
    measure = (
        words("overdue.next_measure", number=first["number"])
        if first["number"]
        else words("overdue.next_unnumbered", title=first["title"])
    )
    day = day_of(first["next_due"])
    return words("overdue.next", day=words.day(day) if day else "", measure=measure)
