"""Regions by years: each plan once, in the column of its last year, with its rate where it can be compared."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.chart import chart
from dashboard.components.compare_marks import marks_text, rate_cell
from dashboard.components.compare_table import plan_table
from dashboard.components.figures import rate_text
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.components.pill import pill
from dashboard.components.scrolling import scrolling
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.figures.comparison import KINDS, Cell, make_place_figure
from dashboard.metrics.comparison import PlanColumn, cell_kind, compare_regions
from dashboard.metrics.completion import add_completions
from dashboard.names import plan_names, region_name, years_text
from data.i18n import Words, ukrainian_key

Place = tuple[str, str]
MOST_NAMED: Final = 6


def compare_places(view: View, plans: list[PlanColumn]) -> html.Section:
    """The matrix regions × years with its key and table twin; it scrolls inside its panel."""
    words = view.words
    cells = compare_regions(plans)
    places = sorted(
        {(programme, iso) for programme, iso, _ in cells},
        key=lambda place: (ukrainian_key(region_name(words, place[1])), place[0]),
    )
    names = plan_names(view)
    years = sorted({year for _, _, year in cells})
    shown = [
        _cell(view, names, (places.index((programme, iso)), years.index(year)), held)
        for (programme, iso, year), held in cells.items()
    ]
    comparable = sum(not plan.total.is_thin for plan in plans)
    title = (
        words.plural("compare.found_place", comparable, all=len(plans))
        if comparable
        else words("compare.found_place_none")
    )
    several = len({place[0] for place in places}) > 1
    figure = make_place_figure(shown, len(places), len(years))
    heads = [html.Span(str(year) if year else words("compare.no_year")) for year in years]
    matrix = html.Div(
        [
            html.Div(heads, className="years", **{"aria-hidden": "true"}),
            html.Ul([_label(view, place, several) for place in places], className="places"),
            chart("places", figure, f"{words('compare.matrix')}. {title}"),
        ],
        className="matrix",
        style={"--rows": len(places), "--years": len(years)},
    )
    return panel(
        title,
        _key(view, shown),
        scrolling(matrix, words("compare.matrix"), "scroll matrix-scroll"),
        html.P(nbsp(words("compare.note")), className="meta more"),
        twin(words, plan_table(view, plans)),
        subtitle=words("compare.counted_place"),
        acts=[term_meaning(words, "porivniannia"), panel_picture(view, "places")],
        class_name="spaced",
    )


def _cell(view: View, names: dict[str, str], at: tuple[int, int], held: list[PlanColumn]) -> Cell:
    """Plans of one programme and region that end in one year: one figure together, each named in the hover."""
    words = view.words
    figures = add_completions(plan.total for plan in held)
    lines = [f"{names[plan.document_key]}: {_said(view, plan)}" for plan in held[:MOST_NAMED]]
    label = ""
    if len(held) > 1:
        label = words.plural("compare.cell_plans", len(held))
    elif held[0].year_start != held[0].year_end:
        label = years_text(held[0].year_start, held[0].year_end)
    return Cell(
        row=at[0],
        column=at[1],
        kind=cell_kind(figures),
        rate=rate_cell(figures, words),
        share=words("compare.covered", reported=figures.completed, base=figures.base)
        if figures.rate is not None
        else "",
        label=label,
        told=tuple(lines),
        href=view.rows_link(plan=tuple(plan.document_key for plan in held)),
    )


def _said(view: View, plan: PlanColumn) -> str:
    marked = marks_text(plan.total, view.words)
    told = rate_text(plan.total, view.words)
    return f"{told}, {marked}" if marked != "—" else told


def _label(view: View, place: Place, with_programme: bool) -> html.Li:
    programme, iso = place
    words = view.words
    chosen = {"programme": programme, "region": iso} if iso else {"programme": programme}
    name = html.A(nbsp(region_name(words, iso)), href=view.rows_link(**chosen))
    parts: list[Component | str] = [name]
    if with_programme:
        parts += [" ", pill(words(f"programme_short.{programme}"))]
    return html.Li(html.Span(parts))


def _key(view: View, cells: list[Cell]) -> html.Div:
    words = view.words
    present = {cell.kind for cell in cells}
    rates = [kind for kind in KINDS if kind.isdecimal()]
    marks: list[Component] = []
    if present & set(rates):
        marks.append(html.Span(words("compare.key_rate")))
        marks += [
            html.Span([html.Span(className=f"cell-key rate-{kind}"), f" {_range(kind, words)}"])
            for kind in rates
        ]
    marks += [
        html.Span([html.Span(className=f"cell-key {kind}"), " ", words(f"compare.key_{kind}")])
        for kind in KINDS
        if kind in present and kind not in rates
    ]
    return html.Div(marks, className="key")


def _range(kind: str, words: Words) -> str:
    """The rates of a shade: «25–49 %»."""
    first = 25 * (int(kind) - 1)
    last = 100 if kind == "4" else first + 24
    return f"{first}–{words.percent(last, 100)}"
