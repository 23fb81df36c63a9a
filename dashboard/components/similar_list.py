"""Measures of other plans that say nearly the same, each with its plan, state and the words that prove it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.panel import panel
from dashboard.components.pill import pill
from dashboard.components.places import place_link
from dashboard.components.state import state
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.metrics.similar import Array, find_similar, one_a_plan
from dashboard.names import plan_names
from data.tuples import each_row

SHOWN: Final = 4
_LONGEST_TITLE: Final = 260
_LONGEST_QUOTATION: Final = 220
_OF_ROW: Final = (
    *("measure_id", "document_key", "plan_key", "programme", "number", "title", "theme"),
    *("state", "outcome", "place"),
)
_OF_OUTCOME: Final = ("document_key", "place", "quotation")


def similar_panel(view: View, measure_id: str) -> html.Section | None:
    """«Схожі заходи»: the likest measure of each of a few other plans; None where nothing is like."""
    found = find_similar(view.snapshot, measure_id, view.as_of)
    if found.empty:
        return None
    words, shown = view.words, one_a_plan(found).head(SHOWN)
    more: list[Component] = []
    if len(found) > len(shown):
        told = words.plural("similar.all", len(found))
        address = links.similar_link(measure_id, view.filters)
        more = [html.P(html.A(nbsp(told), href=address), className="more")]
    return panel(
        words("similar.title"),
        similar_list(view, read_similar(view, shown)),
        *more,
        subtitle=words("similar.counted"),
    )


@dataclass(frozen=True, slots=True)
class Similar:
    """A measure as its list shows it, and the outcome that rules, if a report tells of it."""

    row: Any
    outcome: Any


def read_similar(view: View, rows: pd.DataFrame, places: Array | None = None) -> list[Similar]:
    """The measures of some rows; of many rows those at `places`, in that order."""
    outcome = rows["outcome"].to_numpy()
    outcome = outcome if places is None else outcome[places]
    ruling = outcome[outcome >= 0]
    outcomes = each_row(view.snapshot.outcomes, _OF_OUTCOME, ruling)
    told = dict(zip(ruling.tolist(), outcomes, strict=True))
    return [Similar(row, told.get(row.outcome)) for row in each_row(rows, _OF_ROW, places)]


def similar_list(view: View, measures: Sequence[Similar]) -> html.Ul:
    """The measures in the order given."""
    names = plan_names(view)
    several = len({one.row.programme for one in measures}) > 1
    items = [_item(view, one.row, one.outcome, names, several) for one in measures]
    return html.Ul(items, className="like")


def _item(
    view: View, row: Any, outcome: Any, names: Mapping[str, str], with_programme: bool
) -> html.Li:
    words = view.words
    title = _shortened(row.title, _LONGEST_TITLE)
    parts: list[str | Component] = [html.B(nbsp(names.get(row.plan_key, "")))]
    if with_programme:
        parts += [" ", pill(words(f"programme_short.{row.programme}"))]
    parts += [" · " + words("similar.number", number=row.number)] if row.number else []
    return html.Li(
        [
            html.Div(parts, className="meta"),
            html.A(
                nbsp(title),
                href=links.measure_link(row.measure_id, view.filters),
                lang="uk",
            ),
            html.Div([state(row.state, words), *_proof(view, row, outcome)], className="proof"),
        ]
    )


def _shortened(text: str, longest: int) -> str:
    # most fit, and to find where a text may be cut takes a while
    whole = " ".join(text.split())
    return whole if len(whole) <= longest else textwrap.shorten(whole, longest, placeholder=" …")


def _proof(view: View, row: Any, outcome: Any) -> list[str | Component]:
    """What the ruling report says and where; without a report where the plan has the measure."""
    if outcome is None:
        place = place_link(view, row.document_key, row.place)
        return [" · ", view.words("similar.in_plan"), " ", place]
    said = _shortened(outcome.quotation, _LONGEST_QUOTATION)
    quoted: list[str | Component] = [html.Q(said, lang="uk")] if said else []
    place = place_link(view, outcome.document_key, outcome.place)
    return [" · ", view.words("similar.in_report"), " ", place, *quoted]
