"""Plans side by side by theme: bars of measures on one scale, with rate, base and coverage beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.bars import state_bar
from dashboard.components.compare_marks import coverage_cell, marks, marks_text, rate_cell
from dashboard.components.figures import coverage_text, rate_text
from dashboard.components.meaning import term_meaning
from dashboard.components.pager import page_steps
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.components.pill import pill
from dashboard.components.scrolling import scrolling
from dashboard.components.state import state_key
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp, unbroken
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.comparison import (
    PlanColumn,
    among_plans,
    count_themes,
    shared_themes,
)
from dashboard.metrics.completion import Completion, count_by
from dashboard.metrics.reporting import Reporting
from dashboard.names import plan_names, region_name
from dashboard.paging import cut_page
from data.i18n import ukrainian_key
from data.model import State, Theme
from data.tuples import day_of

# more columns are no comparison any more: regions stand for their plans
MOST_PLANS: Final = 24
# of many regions as many as a wide screen shows stand side by side, all on one scale
PAGE_SIDES: Final = 5
PARAMETER: Final = "page"
ANCHOR: Final = "storony"
# on a phone this many columns fold under their themes, more scroll
FOLDED_UP_TO: Final = 8
# pixels: the narrowest column
_ROOM: Final = 160


@dataclass(frozen=True)
class Side:
    """One column: a plan, or the plans of one programme in one region; `chosen` are its filters."""

    name: str
    note: str
    programme: str
    chosen: dict[str, Any]
    total: Completion
    themes: dict[str, Completion]


def compare_themes(view: View, plans: list[PlanColumn], reporting: Reporting) -> html.Section:
    """The grid theme × plan with its table twin; themes in the order of the common list."""
    words = view.words
    are_plans = len(plans) <= MOST_PLANS
    sides = _of_plans(view, plans) if are_plans else _of_regions(view, plans)
    programmes = {side.programme for side in sides}
    cut = cut_page(view.variables[PARAMETER], len(sides), MOST_PLANS if are_plans else PAGE_SIDES)
    themes = [theme for theme in Theme if any(_figures(side, theme).measures for side in sides)]
    scale = max(_figures(side, theme).measures for side in sides for theme in themes)
    sides = sides[cut.first : cut.last]
    present = [name for name in STATES if any(side.total.states.get(State(name)) for side in sides)]
    cells: list[Component] = [html.Div(className="corner")]
    cells += [_head(view, side, len(programmes) > 1) for side in sides]
    whole = words("compare.whole" if are_plans else "compare.whole_region")
    cells.append(html.Div(whole, className="theme entire"))
    cells += [_whole(view, side) for side in sides]
    for theme in themes:
        cells.append(_theme(view, theme, sides))
        cells += [_cell(view, side, theme, scale) for side in sides]
    subtitle = words("compare.counted_plans" if are_plans else "compare.counted_regions")
    return panel(
        _finding(view, plans),
        state_key(present, words),
        scrolling(
            html.Div(
                cells,
                className="sides" if len(sides) <= FOLDED_UP_TO else "sides many",
                style={"--sides": len(sides)},
            ),
            words("compare.by_theme_caption"),
            "scroll sides-scroll",
            anchor=ANCHOR,
        ),
        *page_steps(view, cut, PARAMETER, "compare.sides_shown", "compare.pages", ANCHOR),
        html.P(nbsp(words("compare.note")), className="meta more"),
        twin(words, _twin(view, sides, themes, whole)),
        subtitle=subtitle,
        acts=[term_meaning(words, "porivniannia"), panel_picture(view, "themes")],
        class_name="spaced",
    )


def _theme(view: View, theme: Theme, sides: Sequence[Side]) -> html.Div:
    """The theme with its rows and, where several have it, who of them has already done what others only plan."""
    words = view.words
    name = nbsp(words(f"theme.{theme.value}"))
    parts: list[Component] = [html.A(name, href=view.rows_link(theme=theme.value))]
    if sum(_figures(side, theme).measures > 0 for side in sides) > 1:
        href = view.link(links.SIMILAR, theme=theme.value, group=None)
        said = html.Span(f": {words(f'theme.{theme.value}')}", className="vh")
        parts.append(html.A([words("similar.doers"), said], href=href, className="doers"))
    return html.Div(parts, className="theme")


def _of_plans(view: View, plans: list[PlanColumn]) -> list[Side]:
    names = plan_names(view)
    themes = count_themes(view.population, plans, "document_key")
    sides = []
    for plan in plans:
        day = day_of(plan.as_of)
        note = view.words("compare.on_date", day=view.words.day(day)) if day else ""
        chosen = {"plan": plan.document_key}
        name = names[plan.document_key]
        sides.append(
            Side(name, note, plan.programme, chosen, plan.total, themes[plan.document_key])
        )
    return sides


def _of_regions(view: View, plans: list[PlanColumn]) -> list[Side]:
    """A column for the plans of one programme in one region, in the Ukrainian order of regions."""
    words = view.words
    groups: dict[tuple[str, str], list[PlanColumn]] = {}
    for plan in plans:
        groups.setdefault((plan.programme, plan.region_iso), []).append(plan)
    rows, of_place = view.population, ("programme", "region_iso")
    totals = count_by(rows, *of_place, among=among_plans(rows, plans))
    themes = count_themes(rows, plans, *of_place)
    sides = [
        Side(
            name=region_name(words, iso),
            note=words.plural("count.plans", len(held)),
            programme=programme,
            chosen={"programme": programme, "region": iso} if iso else {"programme": programme},
            total=totals[programme, iso],
            themes=themes[programme, iso],
        )
        for (programme, iso), held in groups.items()
    ]
    return sorted(sides, key=lambda side: (ukrainian_key(side.name), side.programme))


def _figures(side: Side, theme: Theme) -> Completion:
    return side.themes.get(theme.value, Completion())


def _finding(view: View, plans: list[PlanColumn]) -> str:
    """«Тема „Участь громадськості“ є в усіх 4 планах»: what all plans can be compared by."""
    words = view.words
    if len(plans) == 1:
        return words("compare.found_single")
    shared = shared_themes(view.population, plans)
    if not shared:
        return words("compare.found_none_shared")
    if len(shared) > 1:
        return words("compare.found_shared_some", themes=len(shared))
    theme = words(f"theme.{shared[0]}")
    plans_text = words.plural("compare.plans_of", len(plans))
    return words("compare.found_shared", theme=theme, plans=plans_text)


def _head(view: View, side: Side, with_programme: bool) -> html.Div:
    name = html.A(unbroken(side.name), href=view.rows_link(**side.chosen))
    told: list[Component | str] = [nbsp(side.note)]
    if with_programme:
        told += [" ", pill(view.words(f"programme_short.{side.programme}"))]
    return html.Div([html.B(name), html.Span(told, className="meta")], className="side-head")


def _whole(view: View, side: Side) -> html.Div:
    """The whole plan: its bar over the full width, then rate, coverage and what was left out, each to its rows."""
    words, figures = view.words, side.total
    rate = nbsp(rate_text(figures, words))
    if figures.base and figures.reported:
        shown: Component = html.A(rate, href=view.rows_link("completed", **side.chosen))
    else:
        shown = html.Span(rate)
    lines: list[Component | str] = [html.B(shown), *marks(figures, words)]
    if figures.base:
        href = view.rows_link("base", **side.chosen)
        lines.append(html.A(nbsp(coverage_text(figures, words)), href=href, className="meta"))
    if figures.left_out:
        text = words.plural("compare.left_out", figures.left_out)
        href = view.rows_link("left_out", **side.chosen)
        lines.append(html.A(nbsp(text), href=href, className="meta"))
    return html.Div(
        [
            html.Span(unbroken(side.name), className="side-name"),
            _bar(view, side, figures, {}),
            html.Div(lines, className="told"),
        ],
        className="side entire",
    )


def _cell(view: View, side: Side, theme: Theme, scale: int) -> html.Div:
    words, figures = view.words, _figures(side, theme)
    if not figures.measures:
        return html.Div(html.Span("—", className="mut"), className="side none")
    bar = html.Div(
        _bar(view, side, figures, {"theme": theme.value}, figures.measures / scale),
        className="own",
        style={"width": f"{100 * figures.measures / scale:.2f}%"},
    )
    parts: list[Component] = [html.Span(unbroken(side.name), className="side-name"), bar]
    if figures.base and side.total.reported:
        rate = nbsp(rate_text(figures, words))
        href = view.rows_link("base", theme=theme.value, **side.chosen)
        parts.append(html.Div([html.A(rate, href=href), *marks(figures, words)], className="told"))
    return html.Div(parts, className="side")


def _bar(
    view: View, side: Side, figures: Completion, chosen: dict[str, Any], share: float = 1
) -> html.Div:
    counts = {state.value: count for state, count in figures.states.items()}
    return state_bar(
        counts,
        view.words,
        lambda state: view.rows_link(**side.chosen, **chosen, state=state),
        room=_ROOM,
        share=share,
    )


def _twin(view: View, sides: Sequence[Side], themes: Sequence[Theme], whole: str) -> html.Div:
    words = view.words
    heads = ("theme", "plan", "programme", "measures", "base", "completed", "coverage", "rate")
    numbers = heads[3:]
    columns = [Column(words(f"compare.{name}"), name in numbers) for name in heads]
    columns.append(Column(words("compare.mark")))
    groups: list[tuple[str, Theme | None]] = [(whole, None)]
    groups += [(words(f"theme.{theme.value}"), theme) for theme in themes]
    lines = []
    for name, theme in groups:
        for side in sides:
            figures = side.total if theme is None else _figures(side, theme)
            if not figures.measures:
                continue
            programme = words(f"programme_short.{side.programme}")
            lines.append(
                [
                    name,
                    side.name,
                    programme,
                    figures.measures,
                    figures.base,
                    figures.completed if figures.reported else None,
                    coverage_cell(figures, words),
                    rate_cell(figures, words),
                    marks_text(figures, words),
                ]
            )
    return table(words("compare.by_theme_caption"), columns, lines)
