"""The table of a region's bodies: roles, load, bars by state on one scale, what is late, and due dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.bars import state_bar
from dashboard.components.periods import ROMAN, period_link, period_name
from dashboard.components.pill import pill
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.workload import Period
from dashboard.names import region_name
from data.i18n import Words
from data.model import Role

FACTS: Final = ("overdue", "unreported", "due_soon")
_HEAT: Final = (2, 5, 10)
# pixels: the narrowest column of bars
_ROOM: Final = 200


@dataclass(frozen=True)
class Region:
    """The bodies of one region, with the measures in view of the plans they stand in.

    `shown` are the first of its `bodies`; `has` says which states and facts any body of it has.
    """

    iso: str
    bodies: int
    shown: Sequence[Any]
    has: Collection[str]
    rows: pd.DataFrame
    dues: pd.DataFrame
    periods: Sequence[Period]
    counts: dict[tuple[str, Period], int]
    scale: int
    columns: Sequence[Period]

    @property
    def heat(self) -> tuple[float, ...]:
        """The most measures of each shade but the last: fixed for quarters, by the fullest cell for years."""
        if not self.periods or self.periods[0].quarter:
            return _HEAT
        most = max(self.counts.values(), default=0)
        return (most / 4, most / 2, most * 3 / 4)


def workload_table(view: View, region: Region) -> html.Table:
    words = view.words
    years = {period.year for period in region.periods}
    heads = [
        html.Th(words("bodies.body"), scope="col"),
        html.Th(words("bodies.measures"), scope="col", className="num"),
        html.Th(words("bodies.by_state"), scope="col"),
        html.Th(words("bodies.late"), scope="col"),
        *(
            html.Th(
                period_name(period, words, with_year=len(years) > 1),
                scope="col",
                className="num start" if period.quarter == 1 else "num",
            )
            for period in region.columns
        ),
    ]
    body = [_row(view, region, one, years) for one in region.shown if not one.collective]
    collective = [one for one in region.shown if one.collective]
    if collective:
        told = nbsp(words("bodies.collective_head"))
        body.append(html.Tr(html.Th(told, colSpan=len(heads), scope="rowgroup"), className="gh"))
        body += [_row(view, region, one, years) for one in collective]
    caption = words("bodies.caption", region=region_name(words, region.iso))
    return html.Table(
        [html.Caption(caption, className="vh"), html.Thead(html.Tr(heads)), html.Tbody(body)],
        className=f"load {'wide' if len(region.columns) > 4 else ''}".strip(),
    )


def _row(view: View, region: Region, body: Any, years: set[int]) -> html.Tr:
    words = view.words
    counts = {name: int(getattr(body, f"state_{name}")) for name in STATES}
    share = body.measures / region.scale
    bar = state_bar(
        counts,
        words,
        lambda state: view.rows_link(body=body.body_id, state=state),
        room=_ROOM,
        share=share,
    )
    width = f"{100 * share:.2f}%"
    name = html.A(body.body, href=links.body_link(body.body_id, view.filters))
    load = html.A(words.number(body.measures), href=view.rows_link(body=body.body_id))
    return html.Tr(
        [
            html.Th([name, *_pills(body, words)], scope="row"),
            html.Td(load, className="num total"),
            html.Td(html.Div(bar, style={"width": width}, className="own"), className="bars"),
            html.Td(_facts(view, body), className="late-facts"),
            *(_cell(view, region, body, period, len(years) > 1) for period in region.columns),
        ]
    )


def _pills(body: Any, words: Words) -> list[Component | str]:
    """Roles beside that of a responsible body, and «за згодою» where a body joins by consent."""
    told = [
        words(f"bodies.role_{role.value}", count=getattr(body, role.value))
        for role in (Role.CO_EXECUTOR, Role.COORDINATOR)
        if getattr(body, role.value)
    ]
    if told and body.responsible:
        told.insert(0, words("bodies.role_responsible", count=body.responsible))
    if body.by_consent:
        is_all = body.by_consent == body.measures
        consent = words("role.by_consent")
        told.append(consent if is_all else f"{consent} {body.by_consent}")
    return [part for text in told for part in (" ", pill(text))]


def _facts(view: View, body: Any) -> list[Component]:
    facts: list[Component] = []
    for name in FACTS:
        if count := int(getattr(body, name)):
            told = f"{view.words(f'state.{name}')}: {count}"
            href = view.rows_link(name, body=body.body_id)
            content = [swatch(name), html.Span(view.words.number(count))]
            facts.append(html.A(content, href=href, title=told, **{"aria-label": told}))
    return facts or [html.Span("—", className="mut")]


def _cell(view: View, region: Region, body: Any, period: Period, with_year: bool) -> html.Td:
    count = region.counts.get((body.body_id, period), 0)
    short = ROMAN[period.quarter] or str(period.year)
    if period.quarter and with_year:
        short += f" ’{period.year % 100:02d}"
    start = " start" if period.quarter == 1 else ""
    label = {"data-label": short}
    if not count:
        return html.Td(html.Span("·", title="0"), className=f"due due-0{start}", **label)
    level = 1 + sum(count > limit for limit in region.heat)
    href = period_link(view, period, body=body.body_id)
    return html.Td(html.A(str(count), href=href), className=f"due due-{level}{start}", **label)
