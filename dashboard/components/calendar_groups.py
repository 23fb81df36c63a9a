"""Too many measures for lines: a row for each region, plan, direction or body with its dates and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

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
from dashboard.names import direction_names, plan_names, plan_titles, region_name
from data.i18n import Words
from data.tuples import day_of

LINES_UP_TO: Final = 150
_PLANS_UP_TO: Final = 40
_ROWS_UP_TO: Final = 60
BY_BODY: Final = "body"


def line_groups(calendar: Calendar, by_body: bool) -> list[Group] | None:
    """The measures with dates under their plans and directions, or under each of their bodies; None for too many."""
    rows = calendar.view.rows
    # the label of a row is its measure's place
    measures = calendar.shown["measure"].unique()
    if not by_body and len(measures) > LINES_UP_TO:
        return None
    dated = rows[rows.index.isin(measures)]
    grouped = _of_bodies(calendar.view, dated) if by_body else dated
    if len(grouped) > LINES_UP_TO:
        return None
    return _by_body(calendar.view, grouped) if by_body else _by_direction(calendar.view, grouped)


def _of_bodies(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Each measure once for every body it names; without any, once under none."""
    pairs = view.snapshot.assignments[["measure_id", "body_id", "name"]]
    chosen = view.filters.body
    pairs = pairs[pairs["body_id"].isin(chosen)] if chosen else pairs
    pairs = pairs.drop_duplicates(["measure_id", "body_id"])
    joined = rows.merge(pairs.astype("str"), on="measure_id", how="left")
    return joined.fillna({"body_id": "", "name": ""})


def _by_body(view: View, rows: pd.DataFrame) -> list[Group]:
    groups = [
        Group(
            name=str(name) or view.words("calendar.no_body"),
            href=body_link(str(key), view.filters) if key else view.rows_link(),
            measures=part,
            is_printed=bool(name),
        )
        for (key, name), part in rows.groupby(["body_id", "name"], sort=False)
    ]
    return sorted(groups, key=lambda group: -len(group.measures))


def _by_direction(view: View, rows: pd.DataFrame) -> list[Group]:
    plans = plan_titles(view, list(rows["plan_key"].unique()))
    groups = []
    for (plan, key), part in rows.groupby(["plan_key", "direction_key"], sort=False):
        name = direction_names(view, part).get(str(key), "")
        plan_name = plans[str(plan)] if len(plans) > 1 else ""
        href = view.rows_link(plan=str(plan), direction=(str(key),) if key else ())
        above = plan_name if name else ""
        groups.append(Group(name or plan_name, href, part, above, is_printed=bool(name)))
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
