"""Too many measures for lines: a row for each region, plan, direction or body with its dates and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.calendar_lines import Group
from dashboard.components.calendar_view import Calendar
from dashboard.components.panel import panel
from dashboard.components.table import Column, table
from dashboard.context import View
from dashboard.links import body_link
from dashboard.look import DATES
from dashboard.metrics.calendar import count_groups
from dashboard.metrics.selection import Array, find_rows
from dashboard.names import (
    direction_names,
    direction_title,
    plan_names,
    plan_titles,
    region_name,
)
from data.i18n import Words
from data.tuples import day_of, each_row

LINES_UP_TO: Final = 150
_PLANS_UP_TO: Final = 40
_ROWS_UP_TO: Final = 60
BY_BODY: Final = "body"
# what a line and its heading are made of
_OF_LINE: Final = (
    *("measure_id", "number", "title", "deadline_start", "plan_key", "direction_key"),
    *("direction_number", "direction_title"),
)


def line_groups(calendar: Calendar, by_body: bool) -> list[Group] | None:
    """The measures with dates under their plans and directions, or under each of their bodies; None for too many."""
    rows = calendar.view.rows
    # the label of a row is its measure's place
    measures = calendar.shown["measure"].unique()
    if not by_body and len(measures) > LINES_UP_TO:
        return None
    dated = np.flatnonzero(rows.index.isin(measures))
    if by_body:
        return _by_body(calendar.view, dated)
    return _by_direction(calendar.view, list(each_row(rows, _OF_LINE, dated)))


def _by_body(view: View, dated: Array) -> list[Group] | None:
    """Each measure once for every body it names; without any, once under none."""
    assigned, rows = view.snapshot.assignments, view.rows
    found = find_rows(rows.take(dated)[[]], assigned["measure"].to_numpy())
    pairs = assigned[["measure", "body_id", "name"]].iloc[np.flatnonzero(found >= 0)]
    if view.filters.body:
        pairs = pairs[pairs["body_id"].isin(view.filters.body)]
    pairs = pairs.drop_duplicates(["measure", "body_id"])
    alone = len(dated) - pairs["measure"].nunique()
    if len(pairs) + alone > LINES_UP_TO:
        return None
    bodies: dict[int, list[tuple[str, str]]] = {}
    for one in each_row(pairs):
        bodies.setdefault(one.measure, []).append((one.body_id, one.name))
    held: dict[tuple[str, str], list[Any]] = {}
    measures = zip(rows.index[dated].tolist(), each_row(rows, _OF_LINE, dated), strict=True)
    for place, measure in measures:
        for body in bodies.get(place, [("", "")]):
            held.setdefault(body, []).append(measure)
    groups = [
        Group(
            name=name or view.words("calendar.no_body"),
            href=body_link(key, view.filters) if key else view.rows_link(),
            measures=measures,
            is_printed=bool(name),
        )
        for (key, name), measures in held.items()
    ]
    return sorted(groups, key=lambda group: -len(group.measures))


def _by_direction(view: View, rows: list[Any]) -> list[Group]:
    held: dict[tuple[str, str], list[Any]] = {}
    for measure in rows:
        held.setdefault((measure.plan_key, measure.direction_key), []).append(measure)
    plans = plan_titles(view, list(dict.fromkeys(plan for plan, _ in held)))
    groups = []
    for (plan, key), measures in held.items():
        name = direction_title(measures[0]) if key else ""
        plan_name = plans[plan] if len(plans) > 1 else ""
        href = view.rows_link(plan=plan, direction=(key,) if key else ())
        above = plan_name if name else ""
        groups.append(Group(name or plan_name, href, measures, above, is_printed=bool(name)))
    return groups


def group_table(calendar: Calendar, by_body: bool) -> Component:
    """The dates of each group with the link that narrows the calendar to it; the nearest date first."""
    view, words = calendar.view, calendar.view.words
    column, dates = _level(calendar, by_body)
    groups = count_groups(dates, column)
    namer = _namer(view, column)
    present = [name for name in DATES if name in groups and groups[name].any()]
    shown = groups.head(_ROWS_UP_TO)
    lines = [
        [
            _name(calendar, column, group["key"], namer),
            words.number(group["measures"]),
            words.number(group["dates"]),
            _bar(group, present, int(groups["dates"].max()), words),
            words.day(due) if (due := day_of(group["next_due"])) else None,
        ]
        for group in shown.to_dict("records")
    ]
    heads = [
        Column(words(f"calendar.group_{column}")),
        Column(words("calendar.group_measures"), True),
        Column(words("calendar.group_dates"), True),
        Column(words("calendar.group_states")),
        Column(words("calendar.group_next"), True),
    ]
    rest = len(groups) - len(shown)
    more = [html.P(words.plural("calendar.groups_more", rest), className="meta")] if rest else []
    return panel(
        words("calendar.groups"),
        table(words("calendar.groups"), heads, lines, class_name="calendar-groups"),
        *more,
        subtitle=words(
            "calendar.groups_how",
            measures=words.plural("count.measures", dates["measure"].nunique()),
            most=LINES_UP_TO,
        ),
        class_name="spaced",
    )


def _level(calendar: Calendar, by_body: bool) -> tuple[str, pd.DataFrame]:
    """By what the dates are told: the broadest of region, plan and direction that parts them at all."""
    dates = calendar.shown
    if by_body:
        pairs = calendar.view.snapshot.assignments[["measure", "body_id"]].drop_duplicates()
        chosen = calendar.view.filters.body
        pairs = pairs[pairs["body_id"].isin(chosen)] if chosen else pairs
        return "body_id", dates.merge(pairs, on="measure")
    plans = dates["plan_key"].nunique()
    if plans > _PLANS_UP_TO and dates["region_iso"].nunique() > 1:
        return "region_iso", dates
    return ("plan_key" if plans > 1 else "direction_key"), dates


def _namer(view: View, column: str) -> Callable[[str], str]:
    words = view.words
    if column == "region_iso":
        return lambda key: region_name(words, key)
    if column == "body_id":
        bodies = view.snapshot.bodies
        names = dict(zip(bodies["body_id"], bodies["name"], strict=True))
    elif column == "plan_key":
        names = plan_names(view)
    else:
        names = direction_names(view, view.rows)
    return lambda key: names.get(key) or words("calendar.no_direction")


def _name(calendar: Calendar, column: str, key: str, namer: Callable[[str], str]) -> Component:
    field = {"region_iso": "region", "plan_key": "plan", "direction_key": "direction"}.get(
        column, "body"
    )
    name = namer(key)
    # a plan without a region or a direction's name cannot be named in the address
    return (
        html.A(name, href=calendar.link(calendar.chosen, **{field: key}))
        if key
        else html.Span(name)
    )


def _bar(group: dict[Any, Any], present: list[str], most: int, words: Words) -> html.Div:
    parts = [
        html.Span(
            html.B(str(group[name]), className=f"digits-{len(str(group[name]))}"),
            className=DATES[name].css,
            style={"flexGrow": group[name]},
            title=f"{words(DATES[name].word)}: {group[name]}",
        )
        for name in present
        if group[name]
    ]
    said = "; ".join(f"{words(DATES[name].word)}: {group[name]}" for name in present if group[name])
    return html.Div(
        [
            html.Div(
                parts,
                className="bar",
                style={"width": f"{max(100 * group['dates'] / most, 3):.1f}%"},
                **{"aria-hidden": "true"},
            ),
            html.Span(said, className="vh"),
        ]
    )
