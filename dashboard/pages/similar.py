"""Схожі заходи: which measures of other regions and years say the same, and has anybody done it?"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.empty import empty_note
from dashboard.components.icon import icon
from dashboard.components.panel import panel
from dashboard.components.sentence import sentence
from dashboard.components.similar_list import read_similar, similar_list
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import Page, View
from dashboard.metrics.similar import find_similar
from dashboard.names import plan_names
from data.model import State
from data.tuples import each_row

MOST: Final = 100


def layout(view: View) -> list[Component]:
    """The measures like the one that the address names, the likest first."""
    row = _measure(view)
    found = find_similar(view.snapshot, view.variables["measure_id"], view.as_of)
    head = [_crumb(view, row), _answer(view, found), _asked(view, row)]
    if found.empty:
        text = view.words("similar.none_why")
        back = link_button(view.words("similar.back"), _address(view, row))
        return [*head, empty_note("search", view.words("similar.none_title"), text, back)]
    return [*head, _found(view, found)]


def exists(view: View) -> bool:
    """Whether the address names a measure that stands in the figures."""
    return len(view.snapshot.places_of(view.variables["measure_id"])) > 0


def _measure(view: View) -> Any:
    place = view.snapshot.places_of(view.variables["measure_id"])
    return next(each_row(view.snapshot.measures.iloc[place]))


def _address(view: View, row: Any) -> str:
    return links.measure_link(row.measure_id, view.filters)


def _crumb(view: View, row: Any) -> html.P:
    plan = plan_names(view).get(row.plan_key, "")
    named = view.words("measure.named", number=row.number).strip()
    back = html.A([icon("arrow-left"), " ", nbsp(f"{named} · {plan}")], href=_address(view, row))
    return html.P(back, className="crumb")


def _answer(view: View, found: pd.DataFrame) -> html.H1:
    """«Схожі заходи мають 3 інші плани: 4 заходи, виконано 2.»"""
    words = view.words
    if found.empty:
        return html.H1(words("similar.found_none"), className="answer")
    done = int((found["state"] == State.COMPLETED.value).sum())
    count = html.Span([swatch("completed"), nbsp(words("similar.done", count=words.number(done)))])
    return html.H1(
        sentence(
            words("similar.found"),
            plans=words.plural("similar.plans", found["plan_key"].nunique()),
            measures=words.plural("count.measures", len(found)),
            done=count,
        ),
        className="answer",
    )


def _asked(view: View, row: Any) -> html.P:
    """The measure itself, so that its likes can be judged."""
    said = html.Q(html.A(nbsp(row.title), href=_address(view, row)), lang="uk")
    return html.P([view.words("similar.asked"), " ", said], className="sub")


def _found(view: View, found: pd.DataFrame) -> html.Section:
    words = view.words
    nearest = words("similar.nearest", count=words.number(MOST), all=words.number(len(found)))
    return panel(
        words("similar.title"),
        similar_list(view, read_similar(view, found.head(MOST))),
        *([html.P(nbsp(nearest), className="meta more")] if len(found) > MOST else []),
        subtitle=words("similar.counted"),
        class_name="spaced",
    )


PAGE: Final = Page(
    path=f"{links.SIMILAR}/<measure_id>",
    title_key="similar.title",
    layout=layout,
    filters=("as_of",),
    in_menu=False,
    exists=exists,
)
