"""Completion by direction, or by theme: directions of different plans are never merged by number."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final

from dashboard import html
from dashboard.components.bar_rows import BarRow, bar_rows
from dashboard.components.embed_button import embed_button
from dashboard.components.figures import rate_text
from dashboard.components.panel import panel
from dashboard.components.picture import chart_picture
from dashboard.components.segments import segments
from dashboard.components.state import state_key
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.completion import Completion, count_by
from dashboard.metrics.reporting import Reporting
from dashboard.names import plan_titles, region_name
from data.i18n import ukrainian_key
from data.model import State, Theme
from data.tuples import each_row

CHART: Final = "completion"
# more rows are no picture any more: plans, then regions stand for their directions
MOST_ROWS: Final = 24
_UNFINISHED: Final = (State.PARTIAL, State.IN_PROGRESS, State.POSTPONED, State.NOT_DONE)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The chart in words and figures: its finding, what a row is, its rows, the states that they have."""

    grouping: str
    title: str
    label: str
    rows: list[BarRow]
    present: list[str]


def read_breakdown(view: View, reporting: Reporting) -> Breakdown:
    """Completion by direction (or plan, or region, where there are too many), by theme with `group=theme`."""
    by_theme = view.filters.group == "theme"
    grouping, rows = ("theme", _themes(view)) if by_theme else _parts_of_plans(view, reporting)
    return Breakdown(
        grouping=grouping,
        title=_finding(view, reporting, grouping, rows),
        label=view.words(f"overview.grouped_{grouping}"),
        rows=rows,
        present=[
            name
            for name in STATES
            if any(row.figures and row.figures.states.get(name) for row in rows)
        ],
    )


def breakdown(view: View, found: Breakdown) -> html.Section:
    """The panel: finding, choice of grouping, key, bars, table twin."""
    words = view.words
    by_theme = view.filters.group == "theme"
    title, label, rows, present = found.title, found.label, found.rows, found.present
    choice = segments(
        words("overview.group_by"),
        [
            (words("overview.by_direction"), view.link(group=None), not by_theme),
            (words("overview.by_theme"), view.link(group="theme"), by_theme),
        ],
    )
    buttons = [chart_picture(view, CHART, title), *embed_button(view, CHART)]
    return panel(
        title,
        state_key(present, words),
        bar_rows(CHART, f"{label}. {title}", rows, words),
        twin(words, _table(view, rows, present, label)),
        html.Div(buttons, className="under-chart"),
        subtitle=label,
        acts=[choice],
    )


def _parts_of_plans(view: View, reporting: Reporting) -> tuple[str, list[BarRow]]:
    if len(reporting.plans) == 1:
        return "direction", _directions(view, reporting.plans[0])
    plans = len(reporting.plans)
    if 2 * plans <= MOST_ROWS and plans + _count_directions(view) <= MOST_ROWS:
        names = plan_titles(view, reporting.plans)
        headed = []
        for plan in reporting.plans:
            headed.append(BarRow(names[plan], view.link(plan=plan)))
            headed += _directions(view, plan)
        return "direction", headed
    if len(reporting.plans) <= MOST_ROWS:
        return "plan", _plans(view, reporting.plans)
    return "region", _regions(view)


def _count_directions(view: View) -> int:
    return len(view.counted[["document_key", "direction_key"]].drop_duplicates())


def _directions(view: View, plan: str) -> list[BarRow]:
    columns = ["direction_key", "direction_number", "direction_title"]
    rows = view.counted
    of_plan = (rows["document_key"] == plan).to_numpy()
    counted = count_by(rows, "direction_key", among=of_plan)
    rows = rows.loc[of_plan, columns]
    named = {row.direction_key: row for row in each_row(rows.drop_duplicates())}
    return [
        _row(
            view,
            named[key].direction_title or view.words("overview.no_direction"),
            figures,
            {"direction": key} if key else {"plan": plan},
            number=named[key].direction_number,
        )
        for key, figures in counted.items()
    ]


def _plans(view: View, plans: tuple[str, ...]) -> list[BarRow]:
    counted = count_by(view.counted, "document_key")
    names = plan_titles(view, plans)
    return [_row(view, names[plan], counted[plan], {"plan": plan}) for plan in plans]


def _regions(view: View) -> list[BarRow]:
    counted = count_by(view.counted, "region_iso")
    named = [(region_name(view.words, str(iso)), iso) for iso in counted]
    return [
        _row(view, name, counted[iso], {"region": iso} if iso else {})
        for name, iso in sorted(named, key=lambda pair: ukrainian_key(pair[0]))
    ]


def _themes(view: View) -> list[BarRow]:
    counted = count_by(view.counted, "theme")
    return [
        _row(view, view.words(f"theme.{theme}"), counted[theme.value], {"theme": theme.value})
        for theme in Theme
        if theme.value in counted
    ]


def _row(
    view: View, name: str, figures: Completion, chosen: dict[str, Any], number: str = ""
) -> BarRow:
    return BarRow(
        name=name,
        href=view.rows_link(**chosen),
        figures=figures,
        link=lambda state: view.rows_link(**chosen, state=state),
        number=number,
    )


def _finding(view: View, reporting: Reporting, grouping: str, rows: list[BarRow]) -> str:
    """The title says what the chart shows: where the unfinished measures are, or that nothing is known yet."""
    words = view.words
    if not reporting.told:
        return words("overview.found_no_reports")
    if len(reporting.plans) > 1 and reporting.untold:
        plans = words.plural("overview.found_of_plans", len(reporting.plans))
        return words("overview.found_told", told=len(reporting.told), plans=plans)
    unfinished = [row for row in rows if _unfinished(row.figures)]
    total = sum(_unfinished(row.figures) for row in unfinished)
    if not total:
        return words("overview.found_all_done")
    told = words.plural("overview.found_unfinished", total)
    bars = [row for row in rows if row.figures is not None]
    places = [row.number for row in unfinished]
    if grouping == "direction" and all(places) and len(unfinished) < len(bars) <= MOST_ROWS:
        return _in_directions(view, told, places)
    if len(bars) == 1:
        return words("overview.found_all", unfinished=told)
    return words("overview.found_among", unfinished=told, rows=len(unfinished), all=len(bars))


def _in_directions(view: View, told: str, places: list[str]) -> str:
    *first, last = places
    if not first:
        return view.words("overview.found_in_one", unfinished=told, direction=last)
    return view.words("overview.found_in_some", unfinished=told, first=", ".join(first), last=last)


def _unfinished(figures: Completion | None) -> int:
    return sum(figures.states.get(state, 0) for state in _UNFINISHED) if figures else 0


def _table(view: View, rows: list[BarRow], present: list[str], label: str) -> html.Div:
    words = view.words
    columns = [
        Column(words("overview.group")),
        *(Column(words(STATES[name].word), is_number=True) for name in present),
        Column(words("common.total"), is_number=True),
        Column(words("overview.completion"), is_number=True),
    ]
    heading = ""
    lines: list[list[Hashable]] = []
    for row in rows:
        if row.figures is None:
            heading = f"{row.name}: "
            continue
        name = ". ".join(part for part in (row.number, row.name) if part)
        states = [row.figures.states.get(State(name), 0) for name in present]
        rate = rate_text(row.figures, words)
        lines.append([heading + name, *states, row.figures.measures, rate])
    return table(label, columns, lines)  # type: ignore[arg-type]
