"""Захід: what was done and where is it written? The verdict first, then the printed words it rests on."""

from __future__ import annotations

from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.correction import correction_note
from dashboard.components.icon import icon
from dashboard.components.measure_edits import measure_edits
from dashboard.components.panel import panel
from dashboard.components.places import place_link
from dashboard.components.printed import printed_measure
from dashboard.components.reading import issues_panel, state_panel, terms_panel, told_text
from dashboard.components.similar_list import similar_panel
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.components.verdict import verdict
from dashboard.context import Page, View
from dashboard.dossier import Dossier, Neighbour, Told, find_details, read_dossier
from dashboard.filters import href
from dashboard.look import LOOKS
from dashboard.metrics.selection import Array
from dashboard.names import document_name, plan_names, region_name, years_text
from data.overrides import OverrideField
from data.queries import MeasureDetails
from data.tuples import each_row

_IN_TITLE: Final = ("number", "document_key", "region_iso", "year_start", "year_end")


def layout(view: View) -> list[Component]:
    """The page of one measure on the day of the view."""
    details = find_details(view)
    assert details is not None  # `exists` was asked before
    dossier = read_dossier(view, details)
    left = [
        verdict(view, dossier),
        *_printed_reports(view, dossier),
        _printed_own(view, dossier),
        _full_text(view, dossier),
        _history(view, dossier),
        similar_panel(view, dossier.speaks_of or details.measure_id),
        measure_edits(view, details.document_key, dossier.edits),
    ]
    right = [
        terms_panel(view, dossier),
        state_panel(view, dossier),
        issues_panel(view, dossier),
    ]
    return [
        _crumb(view, dossier),
        _heading(view, dossier),
        html.Div([_column(left), _column(right)], className="grid c75"),
    ]


def exists(view: View) -> bool:
    """Whether the address names a measure that was ever loaded; those in the figures are known without SQL."""
    return len(_in_figures(view)) > 0 or find_details(view) is not None


def title(view: View) -> str:
    """«Захід 4.5 · Луганська область, 2017»."""
    row = next(each_row(view.snapshot.measures, _IN_TITLE, _in_figures(view)), None)
    if row is not None:
        number, plan = row.number, _plan_name(view, row.document_key, row)
    else:
        details = find_details(view)
        if details is None:
            return view.words("measure.title")
        number, plan = details.measure.number, _name_of(view, details)
    return f"{view.words('measure.named', number=number).strip()} · {plan}"


def _in_figures(view: View) -> Array:
    """The place of the measure among those of the figures, if it is there."""
    return view.snapshot.places_of(view.variables["measure_id"])


def _column(parts: list[Component | None]) -> html.Div:
    return html.Div([part for part in parts if part is not None], className="stack")


def _plan_name(view: View, document_key: str, header: Any) -> str:
    """The name of a plan, also of one that left the figures; `header` has its region and years."""
    own = (
        region_name(view.words, header.region_iso),
        years_text(header.year_start, header.year_end),
    )
    names = plan_names(view)
    return names.get(document_key) or ", ".join(part for part in own if part)


def _name_of(view: View, details: MeasureDetails) -> str:
    return _plan_name(view, details.document_key, details.header)


def _crumb(view: View, dossier: Dossier) -> html.P:
    """Огляд · plan › direction, each with its measures behind it; a report's row leads to the plan it tells of."""
    details, kept = dossier.details, view.filters.only(["as_of"])
    in_plan = kept.with_(plan=dossier.plan_key)
    parts: list[Component] = [
        html.A(
            [icon("arrow-left"), " ", view.words("overview.title")],
            href=href(links.OVERVIEW, in_plan),
        ),
        html.Span("·", **{"aria-hidden": "true"}),
        html.A(
            _plan_name(view, dossier.plan_key, details.header), href=href(links.MEASURES, in_plan)
        ),
    ]
    if details.direction is not None and dossier.plan_key == details.document_key:
        key = f"{details.document_key}:{details.direction.number}"
        name = view.words(
            "measure.direction", number=details.direction.number, title=details.direction.title
        )
        parts += [
            icon("chevron-right"),
            html.A(nbsp(name), href=href(links.MEASURES, kept.with_(direction=key))),
        ]
    return html.P(parts, className="crumb")


def _heading(view: View, dossier: Dossier) -> html.Div:
    measure = dossier.details.measure
    number = [html.Span(measure.number, className="mno")] if measure.number else []
    steps = [
        _step(view, dossier.before, "arrow-left", "measure.before"),
        _step(view, dossier.after, "arrow-right", "measure.after"),
    ]
    return html.Div(
        [
            html.Div(
                [
                    html.H1([*number, nbsp(measure.title)], className="answer small-answer"),
                    *correction_note(view.words, dossier.details.corrections, OverrideField.TITLE),
                ]
            ),
            html.Nav(
                [step for step in steps if step is not None],
                className="steps",
                **{"aria-label": view.words("measure.neighbours")},
            ),
        ],
        className="mhead",
    )


def _step(view: View, to: Neighbour | None, sign: str, key: str) -> html.A | None:
    """The measure printed before or after, with its title for whoever rests on it."""
    if to is None:
        return None
    number = html.Span(to.number or "…", **{"aria-hidden": "true"})
    said = html.Span(view.words(key, number=to.number, title=to.title), className="vh")
    parts = [icon(sign), number, said] if sign == "arrow-left" else [number, icon(sign), said]
    return html.A(
        parts,
        href=links.measure_link(to.measure_id, view.filters),
        className="btn-2",
        title=to.title,
    )


def _printed_reports(view: View, dossier: Dossier) -> list[Component]:
    """The rows of linked reports as printed, the ruling one first."""
    linked = [
        told for told in dossier.told if told.details.measure_id != dossier.details.measure_id
    ]
    linked.sort(key=lambda told: not told.rules)
    return [
        _printed_panel(view, told.details, told.outcome.quotation, told.outcome.denied)
        for told in linked
    ]


def _printed_own(view: View, dossier: Dossier) -> Component:
    outcome = dossier.details.measure.outcome
    if outcome is None:
        return _printed_panel(view, dossier.details)
    return _printed_panel(view, dossier.details, outcome.quotation, outcome.denied)


def _printed_panel(
    view: View, details: MeasureDetails, quotation: str = "", denied: tuple[str, ...] = ()
) -> Component:
    words = view.words
    place = place_link(
        view, details.document_key, details.measure.place.code, details.earlier_version
    )
    return panel(
        words(f"measure.printed_{details.header.kind.value}"),
        *printed_measure(words, details.rows, quotation, denied),
        acts=[html.Span(place, className="small at")],
    )


def _full_text(view: View, dossier: Dossier) -> Component | None:
    """The whole cell with its subtasks; nothing where the title says it all."""
    measure = dossier.details.measure
    if not measure.subtasks and measure.full_text.strip() == measure.title.strip():
        return None
    if measure.subtasks:
        parts = [html.Li(text) for text in measure.subtasks]
        text: list[Component] = [html.P(measure.title), html.Ol(parts)]
        count = view.words.plural("count.subtasks", len(parts))
    else:
        text, count = [html.P(measure.full_text)], ""
    return panel(
        view.words("measure.full_text"),
        html.Div(text, className="words whole", lang="uk"),
        subtitle=count,
    )


def _history(view: View, dossier: Dossier) -> Component | None:
    """Every outcome ever told, newest first; nothing is overwritten. The verdict says it when none was."""
    if not dossier.told:
        return None
    words = view.words
    items = [html.Li([swatch(told.outcome.status), _told(view, told)]) for told in dossier.told]
    only = [html.P(words("measure.no_earlier"), className="meta")] if len(items) == 1 else []
    return panel(words("measure.history"), html.Ol(items, className="hist"), *only)


def _told(view: View, told: Told) -> html.Div:
    words, details = view.words, told.details
    named = document_name(words, details.header)
    source = place_link(
        view, details.document_key, details.measure.place.code, details.earlier_version
    )
    independent = [" · ", words("measure.independent")] if told.outcome.independent else []
    ruling = [" · ", words("measure.ruling")] if told.rules else []
    return html.Div(
        [
            html.B(words(LOOKS[told.outcome.status].word)),
            html.Span(
                [f"{named}, {told_text(words, told)} · ", source, *independent, *ruling],
                className="meta line",
            ),
        ]
    )


PAGE: Final = Page(
    path=f"{links.MEASURE}/<measure_id>",
    title_key="measure.title",
    layout=layout,
    filters=("as_of",),
    in_menu=False,
    needs_data=False,
    exists=exists,
    title=title,
)
