"""The charts that may stand on other sites, by the name in their address: `/embed/completion?region=UA-09`.

`completion` is the overview's own chart, `regions` its map as bars, `late` the days late of what is overdue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.components.age_bands import band_label, band_link
from dashboard.components.bar_rows import BarRow
from dashboard.components.compare_marks import mark_words
from dashboard.components.figures import rate_text
from dashboard.components.tile_map import tiles_finding
from dashboard.context import View
from dashboard.lists.late import of_list
from dashboard.look import FACTS, STATES, Look
from dashboard.metrics.listing import AGE_BANDS, count_bands
from dashboard.metrics.places import RegionFigures, count_regions
from dashboard.names import region_name
from dashboard.pages.overview.breakdown import read_breakdown
from data.i18n import ukrainian_key


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: the look of its state, its word, how many, where its rows are."""

    look: Look
    word: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart; a heading stands over the rows below it. `share` of the width is the bar's, in percent."""

    name: str
    href: str = ""
    figure: str = ""
    parts: tuple[Part, ...] = ()
    number: str = ""
    share: float = 100
    is_head: bool = False


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
    breakdown = read_breakdown(view, view.reporting)
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
        return Bar(row.name, is_head=True)
    parts = tuple(
        Part(look, words(look.word), count, row.link(name))
        for name, look in STATES.items()
        if (count := figures.states.get(name, 0))
    )
    return Bar(row.name, row.href, rate_text(figures, words), parts, row.number)


def make_regions(view: View) -> Chart:
    """The measures of each region by state, with the rate that its tile on the overview has."""
    words = view.words
    places = count_regions(view.population)
    names = {iso: region_name(words, iso) for iso in places}
    ordered = sorted(places, key=lambda iso: ukrainian_key(names[iso]))
    present = [
        name for name in STATES if any(place.total.states.get(name) for place in places.values())
    ]
    several = len({one for place in places.values() for one in place.programmes}) > 1
    return Chart(
        title=tiles_finding(words, places),
        label=words("embed.regions_counted"),
        language="",
        key=tuple((STATES[name], words(STATES[name].word)) for name in present),
        bars=tuple(_region(view, iso, names[iso], places[iso], several) for iso in ordered),
    )


def _region(view: View, iso: str, name: str, place: RegionFigures, with_programmes: bool) -> Bar:
    """A region; its programmes are named where the chart has several, for their figures stand together."""
    words = view.words
    if with_programmes:
        programmes = (words(f"programme_short.{one}") for one in place.programmes)
        name = f"{name} · {', '.join(programmes)}"
    figure = rate_text(place.of_told if place.told else place.total, words)
    chosen = {"region": iso} if iso else {"plan": place.plans}
    parts = tuple(
        Part(look, words(look.word), count, view.rows_link(**chosen, state=state))
        for state, look in STATES.items()
        if (count := place.total.states.get(state, 0))
    )
    told = ", ".join((figure, *mark_words(place.total, words)))
    return Bar(name, view.rows_link(**chosen), told, parts)


def make_late(view: View) -> Chart:
    """How long the late are late: what reports call unfinished apart from what nobody reported."""
    words = view.words
    bands = {
        name: count_bands(of_list(view, name).rows["days_overdue"], AGE_BANDS)
        for name in ("overdue", "unreported")
    }
    counts = {name: sum(band.measures for band in held) for name, held in bands.items()}
    most = max(band.measures for held in bands.values() for band in held) or 1
    bars: list[Bar] = []
    for name, held in bands.items():
        look = FACTS[name]
        bars.append(Bar(f"{words(look.word)}: {words.number(counts[name])}", is_head=True))
        for band in held:
            href = band_link(view, name, band)
            part = Part(look, words(look.word), band.measures, href)
            bars.append(
                Bar(
                    name=band_label(words, name, band),
                    href=href,
                    figure=words.plural("count.measures", band.measures),
                    parts=(part,) if band.measures else (),
                    share=100 * band.measures / most,
                )
            )
    shown = {name: words.number(count) for name, count in counts.items()}
    return Chart(
        title=words("embed.late", **shown) if any(counts.values()) else words("embed.late_none"),
        label=words("embed.late_counted"),
        language="",
        key=(),
        bars=tuple(bars) if any(counts.values()) else (),
    )


CHARTS: Final[Mapping[str, Callable[[View], Chart]]] = {
    "completion": make_completion,
    "regions": make_regions,
    "late": make_late,
}
