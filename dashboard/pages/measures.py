"""Заходи: the rows behind a number of any page, and why those outside a base are left out."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.empty import empty_selection
from dashboard.components.list_head import closed, joined, number_link, plans_line
from dashboard.components.list_toolbar import list_toolbar
from dashboard.components.measure_table import measure_table
from dashboard.components.sentence import Part, sentence
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.lists.listing import TABLE_PARAMETERS, Listing
from dashboard.metrics.completion import Completion
from dashboard.metrics.listing import LeftOut, count_reasons
from dashboard.names import as_of_phrase

OF_BASE: Final = ("completed", "reported")


def layout(view: View) -> list[Component]:
    """The measures that the address selects, with a sentence saying what set they are."""
    if view.rows.empty:
        return [empty_selection(view)]
    reporting = view.reporting
    listing = Listing(view)
    return [
        _answer(view, reporting.figures),
        *_meaning(view),
        plans_line(view, reporting),
        list_toolbar(listing),
        *measure_table(listing),
    ]


def _answer(view: View, figures: Completion) -> html.H1:
    """«Станом на 31.01.2018 виконано 12 заходів із 15 бази»."""
    words, name = view.words, view.filters.rows
    shown = len(view.rows)
    part = number_link(words.plural("count.measures", shown), view.link())
    whole, rows = (figures.base, "base") if name in OF_BASE else (figures.measures, None)
    total = number_link(words.number(whole), view.rows_link(rows, state=()))
    key = name or ("all" if shown == figures.measures else "some")
    parts: dict[str, Part] = {"as_of": as_of_phrase(words, view.as_of), "all": total}
    parts["measures" if key in ("all", "some") else "part"] = part
    *pieces, last = sentence(words(f"measures.{key}"), **parts)
    return html.H1([*pieces, closed(last, ".")], className="answer")


def _meaning(view: View) -> list[Component]:
    """What the set is, and of the measures left out each reason with its number."""
    words, name = view.words, view.filters.rows
    if not name:
        return []
    pieces: list[str | Component] = [nbsp(words(f"measures.means_{name}"))]
    if name == "left_out":
        pieces += [" ", *joined(_reasons(view), ".")]
    return [html.P(pieces, className="sub")]


def _reasons(view: View) -> list[Component]:
    return [
        number_link(
            view.words(
                "measures.reason",
                reason=view.words(f"left_out.{reason}"),
                count=view.words.number(count),
            ),
            _reason_link(view, reason),
        )
        for reason, count in count_reasons(view.rows).items()
    ]


def _reason_link(view: View, reason: LeftOut) -> str:
    """The rows of a reason: the early are a named set, the others are told by the reason column."""
    if reason is LeftOut.EARLY:
        return view.link(rows="early", group=None)
    words = view.words(f"left_out.{reason}")
    return links.with_table_filter(view.link(group=None), "reason", words)


PAGE: Final = Page(
    path=links.MEASURES,
    title_key="measures.title",
    layout=layout,
    filters=ALL_FILTERS,
    parameters=TABLE_PARAMETERS,
    in_menu=False,
)
