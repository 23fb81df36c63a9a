"""Who answers for the measures of a list: the bodies with most of them."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.pill import pill
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.memo import frame_size
from dashboard.metrics.listing import count_answering
from dashboard.names import region_name
from data.tuples import each_row

SHOWN: Final = 3


def who_answers(view: View, name: str) -> Component:
    """The panel: most first, a body of each region apart; each bar opens the body's rows of this list."""
    rows = view.rows
    counted = view.remembered(
        "answering", lambda: count_answering(rows, view.snapshot.assignments), frame_size
    )
    regions = dict(
        zip(view.snapshot.bodies["body_id"], view.snapshot.bodies["region_iso"], strict=True)
    )
    several = rows["region_iso"].nunique() > 1
    most = max(counted["measures"], default=0)
    items = [
        _item(view, name, body, most, regions.get(body.body_id, "") if several else "")
        for body in each_row(counted.head(SHOWN))
    ]
    words = view.words
    rest = len(counted) - SHOWN
    more = (
        [
            html.A(
                words("overdue.more_bodies", bodies=words.plural("count.bodies", rest)),
                href=view.link(rows=name, group="body"),
                className="small",
            )
        ]
        if rest > 0
        else []
    )
    return panel(
        _finding(view, counted, len(rows)),
        html.Ul(items, className="who-answers"),
        *more,
        subtitle=words("overdue.who_unnamed" if counted.empty else "overdue.who_counts"),
        acts=[term_meaning(words, "navantazhennia")],
    )


def _finding(view: View, counted: pd.DataFrame, total: int) -> str:
    words = view.words
    if counted.empty:
        return words("overdue.who_nobody")
    most = int(counted["measures"].iloc[0])
    if len(counted) == 1:
        return words("overdue.who_one")
    if most == 1:
        return words("overdue.who_each", bodies=words.plural("count.bodies", len(counted)))
    if int((counted["measures"] == most).sum()) > 1:
        return words("overdue.who_several", most=words.number(most), all=words.number(total))
    return words("overdue.who_most", most=words.number(most), all=words.number(total))


def _item(view: View, name: str, body: Any, most: int, region_iso: str) -> Component:
    words = view.words
    notes: list[Component] = []
    if body.collective:
        notes.append(pill(words("role.collective")))
    if region_iso:
        notes.append(html.Span(region_name(words, region_iso), className="meta"))
    label = html.Span(
        [html.Span(nbsp(body.name), className="name"), " ", *notes],
        className="clamp3",
        title=body.name,
    )
    content = [
        label,
        html.B(words.number(body.measures)),
        html.I(style={"width": f"{100 * body.measures / most:.0f}%"}, className=f"st-{name}"),
    ]
    if not body.body_id:
        return html.Li(html.Div(content))
    return html.Li(html.A(content, href=view.link(rows=name, body=body.body_id)))
