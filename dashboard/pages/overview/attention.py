"""What needs attention: the measures late the longest, else those without a report, else what comes next."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.components.panel import panel
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.metrics.completion import Array
from dashboard.metrics.selection import rows_mask
from dashboard.names import plan_titles
from data.tuples import day_of, each_row

SHOWN: Final = 5
_SHOWN_OF_ROW: Final = [
    *("measure_id", "document_key", "position", "number", "title", "state", "quotation"),
    *("next_due", "days_left", "first_uncovered", "days_overdue"),
]


def attention(view: View) -> html.Section:
    """The list beside the chart: overdue first; the two kinds of a passed due date are never mixed."""
    for rows in ("overdue", "unreported", "due_soon"):
        found = np.flatnonzero(rows_mask(view.rows, rows).to_numpy(dtype=bool))
        if len(found):
            return _list(view, rows, found)
    return _nothing(view)


def _list(view: View, rows: str, found: Array) -> html.Section:
    shown = list(each_row(view.rows, _SHOWN_OF_ROW, _first(view.rows, rows, found)))
    plans = [str(plan) for plan in view.rows["document_key"].unique()]
    several = len(plans) > 1
    names = plan_titles(view, plans, [row.document_key for row in shown]) if several else {}
    items = [_item(view, rows, row, names.get(row.document_key, "")) for row in shown]
    address = view.link(links.OVERDUE, rows=rows, group=None)
    more = html.A(view.words("common.all"), href=address, className="small nowrap")
    return panel(
        view.words(f"overview.attention_{rows}", count=view.words.number(len(found))),
        html.Ul(items, className="rows"),
        acts=[more] if len(found) > SHOWN else [],
    )


def _first(rows: pd.DataFrame, name: str, found: Array) -> Array:
    """The places of the rows at the head of the list, among the places found."""
    if name == "due_soon":
        soon = rows[["next_due", "document_key", "position"]].iloc[found].reset_index(drop=True)
        order = soon.sort_values(list(soon.columns)).index.to_numpy()
    else:
        order = np.argsort(-rows["days_overdue"].to_numpy()[found], kind="stable")
    first: Array = found[order[:SHOWN]]
    return first


def _item(view: View, rows: str, row: Any, plan: str) -> html.Li:
    words = view.words
    late: list[Any] = []
    if rows == "due_soon":
        due = day_of(row.next_due)
        days = words.plural("count.days", row.days_left)
        late.append(words("overview.days_left", days=days, due=words.day(due) if due else ""))
    else:
        due = day_of(row.first_uncovered)
        days = words.plural("count.days", row.days_overdue)
        mark = "late" if rows == "overdue" else "strong"
        late.append(html.Span(days, className=mark))
        late.append(" " + words("overview.after_due", due=words.day(due) if due else ""))
    if row.quotation:
        late.append(f" · «{row.quotation}»")
    mark = "due_soon" if rows == "due_soon" else row.state
    return html.Li(
        [
            swatch(mark),
            html.A(
                [html.B(row.number), " ", nbsp(row.title)],
                href=links.measure_link(row.measure_id, view.filters),
                className="t",
                title=row.title,
            ),
            html.Span(late, className="d clamp3"),
            *([html.Span(plan, className="d")] if plan else []),
        ]
    )


def _nothing(view: View) -> html.Section:
    words = view.words
    ahead = view.rows.dropna(subset=["next_due"]).sort_values("next_due")
    text = words("overview.nothing_ahead")
    if len(ahead):
        first = ahead.iloc[0]
        due = day_of(first["next_due"])
        text = words(
            "overview.next_measure",
            day=words.day(due) if due else "",
            number=first["number"],
        )
    return panel(
        words("overview.nothing_overdue"),
        html.P([icon("check-circle-fill"), " ", nbsp(text)], className="small mut calm"),
    )
