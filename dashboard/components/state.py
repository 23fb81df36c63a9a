"""The swatch with the word: the only way a state is shown, in text, tables, charts and print."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import html
from dashboard.components.icon import icon
from dashboard.look import DATES, LOOKS, Look
from data.i18n import Words


def swatch(name: str) -> html.Span:
    """The coloured square with the sign of a state or fact; a word must stand beside it."""
    look = _look(name)
    return html.Span(icon(look.icon), className=f"sw {look.css}", **{"aria-hidden": "true"})


def state(name: str, words: Words) -> html.Span:
    """A state as people see it: swatch and word, «Виконано частково»."""
    return html.Span([swatch(name), words(_look(name).word)], className="state")


def state_key(names: Iterable[str], words: Words) -> html.Div:
    """The key above a chart: the swatches of the states or dates that it uses."""
    return html.Div(
        [html.Span([swatch(name), " ", words(_look(name).word)]) for name in names],
        className="key",
    )


def _look(name: str) -> Look:
    return LOOKS.get(name) or DATES[name]
