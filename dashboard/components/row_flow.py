"""Rows in = rows out: each row of the tables became something, and what."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from dashboard.context import View
from dashboard.links import MEASURES
from dashboard.metrics.sources import RowFlow
from data.model import Fate

# always named, even at 0: the balance is only a proof when its doubtful sides are seen
_ALWAYS = frozenset({Fate.MEASURE, Fate.CONTINUATION, Fate.FURNITURE, Fate.LEFT_OUT, Fate.ISSUE})


def row_flow(view: View, flow: RowFlow) -> html.Div:
    """The balance of rows as boxes: read = measures + directions + continuations + …."""
    words = view.words
    boxes: list[Component] = [
        html.Div([html.B(words.number(flow.rows)), words.plural("sources.rows_read", flow.rows)]),
        html.Span("=", className="eq", **{"aria-hidden": "true"}),
    ]
    boxes += [
        html.Div(
            [html.B(_count(view, fate, count)), words.plural(f"sources.fate_{fate.value}", count)]
        )
        for fate, count in flow.fates.items()
        if count or fate in _ALWAYS
    ]
    if flow.lost:
        boxes.append(html.Div([html.B(words.number(flow.lost)), words("sources.lost")]))
    return html.Div(
        boxes, className="flow", role="group", **{"aria-label": words("sources.balance")}
    )


def _count(view: View, fate: Fate, count: int) -> str | Component:
    """A count as a link where its rows have a list of their own."""
    text = view.words.number(count)
    if fate is Fate.MEASURE and count:
        return html.A(text, href=view.link(MEASURES))
    if fate is Fate.ISSUE and count:
        return html.A(text, href="#zauvazhennia")
    return text
