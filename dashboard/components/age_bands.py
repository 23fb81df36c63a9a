"""How long the late are late, or how soon the near fall due: always four bands, also at 0."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.embed_button import embed_button
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.context import View
from dashboard.links import OVERDUE, with_table_filter
from dashboard.lists.arrange import write_range
from dashboard.metrics.listing import (
    AGE_BANDS,
    AHEAD_BANDS,
    LONG_LATE_FROM,
    DayBand,
    count_bands,
    order_rows,
)
from data.i18n import Words

# what each list is, among the definitions
TERMS: Final = {
    "overdue": "prostrocheno",
    "unreported": "zvitu-nemaie",
    "due_soon": "splyvaie",
}


def age_bands(view: View, name: str) -> Component:
    """The panel of a late list or of what falls due; each band opens its rows in the table."""
    is_ahead = name == "due_soon"
    days = view.rows["days_left" if is_ahead else "days_overdue"]
    bands = count_bands(days, AHEAD_BANDS if is_ahead else AGE_BANDS)
    most = max((band.measures for band in bands), default=0)
    embedded = [] if is_ahead else embed_button(view, "late", "group", "rows")
    return panel(
        _finding(view, name, bands),
        html.Div([_band(view, name, band, most) for band in bands], className="bands"),
        html.Div([panel_picture(view, f"bands-{name}"), *embedded], className="under-chart alone"),
        subtitle=view.words(f"overdue.bands_{name}"),
        acts=[term_meaning(view.words, TERMS[name])],
    )


def _finding(view: View, name: str, bands: list[DayBand]) -> str:
    words, rows = view.words, order_rows(view.rows, name)
    total = len(rows)
    first = rows.iloc[0]
    if name == "due_soon":
        day = words.day(first["next_due"].date())
        return words(
            "overdue.nearest",
            day=day,
            measures=words.number(bands[0].measures),
            all=words.number(total),
        )
    longest = words.plural("count.days", int(first["days_overdue"]))
    long_late = sum(band.measures for band in bands if band.first >= LONG_LATE_FROM)
    if long_late == total:
        return words("overdue.all_long", longest=longest)
    if long_late:
        return words(
            "overdue.some_long",
            measures=words.number(long_late),
            all=words.number(total),
            longest=longest,
        )
    return words("overdue.none_long", longest=longest)


def _band(view: View, name: str, band: DayBand, most: int) -> Component:
    label = band_label(view.words, name, band)
    share = 100 * band.measures / most if most else 0
    content = [
        html.Span(view.words.number(band.measures), className="n"),
        html.Span(
            html.I(style={"width": f"{share:.0f}%"}) if band.measures else None,
            className=f"track st-{name}",
        ),
        html.Span(label, className="l"),
    ]
    if not band.measures:
        return html.Div(content, className="band")
    return html.A(content, href=band_link(view, name, band), className="band")


def band_link(view: View, name: str, band: DayBand) -> str:
    """The list whose table shows only the rows of a band."""
    days = write_range(band.first, band.last)
    return with_table_filter(view.link(OVERDUE, rows=name, group=None), "days", days)


def band_label(words: Words, name: str, band: DayBand) -> str:
    """«1–30 днів», «понад 365 днів», «через 0–10 днів»."""
    if band.last is None:
        return words("overdue.band_more", days=words.plural("count.days", band.first - 1))
    key = "overdue.band_ahead" if name == "due_soon" else "overdue.band"
    return words(key, first=band.first, days=words.plural("count.days", band.last))
