"""The charts that may stand on other sites, by the name in their address: `/embed/completion?region=UA-09`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.components.bar_rows import BarRow
from dashboard.components.figures import rate_text
from dashboard.context import View
from dashboard.look import STATES, Look
from dashboard.metrics.reporting import describe_reporting
from dashboard.pages.overview.breakdown import read_breakdown


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: the look of its state, its word, how many, where its rows are."""

    look: Look
    word: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart; one without parts is a heading over the rows below it."""

    number: str
    name: str
    figure: str
    href: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars: its finding, what is counted, the states it uses, and its rows.

    `language` is that of the rows' names where they are words of documents, else empty.
    """

    title: str
    label: str
    language: str
    key: tuple[tuple[Look, str], ...]
    bars: tuple[Bar, ...]


def make_completion(view: View) -> Chart:
    """Completion by direction, or by theme with `group=theme`: the rows of the overview's own chart."""
    words = view.words
    breakdown = read_breakdown(view, describe_reporting(view.population))
    return Chart(
        title=breakdown.title,
        label=breakdown.label,
        language="uk" if breakdown.grouping == "direction" else "",
        key=tuple((STATES[name], words(STATES[name].word)) for name in breakdown.present),
        bars=tuple(_bar(view, row) for row in breakdown.rows),
    )


def _bar(view: View, row: BarRow) -> Bar:
    words, figures = view.words, row.figures
    if figures is None or row.link is None or not figures.measures:
        return Bar(row.number, row.name, "", row.href, ())
    parts = tuple(
        Part(look, words(look.word), count, row.link(name))
        for name, look in STATES.items()
        if (count := figures.states.get(name, 0))
    )
    return Bar(row.number, row.name, rate_text(figures, words), row.href, parts)


CHARTS: Final[Mapping[str, Callable[[View], Chart]]] = {"completion": make_completion}
