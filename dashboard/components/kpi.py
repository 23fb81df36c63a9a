"""A card: one number that leads to its rows, and one line saying what it means."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.meaning import meaning as explain
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from data.i18n import Words


def kpi(
    words: Words,
    label: str,
    value: str,
    *,
    href: str = "",
    aside: str | Component = "",
    detail: str = "",
    was: str = "",
    meaning: str = "",
    mark: str = "",
) -> html.Div:
    """A card with its value as a link to its rows; `meaning` opens beside it, `mark` is a state's swatch.

    `was` says what it was on the report before the last.
    A value of words instead of digits («звітів немає») is set smaller.
    """
    is_word = not any(letter.isdigit() for letter in value)
    number = html.A(value, href=href) if href else html.Span(value)
    beside = nbsp(aside) if isinstance(aside, str) else aside
    title = [swatch(mark), label] if mark else [label]
    parts = [
        html.Span(title, className="k"),
        html.Span(
            [number, *([html.Small(beside)] if aside else [])],
            className="v word" if is_word else "v",
        ),
        html.Span(nbsp(detail), className="d"),
    ]
    if was:
        parts.append(html.Span(nbsp(was), className="was"))
    if meaning:
        parts.insert(1, explain(words, label, meaning))
    return html.Div(parts, className="kpi")
