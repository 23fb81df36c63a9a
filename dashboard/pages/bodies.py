"""Виконавці: who carries the load, how much of it is late, and when does it fall due?"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.button import link_button
from dashboard.components.empty import best_loosening, empty_note, empty_selection
from dashboard.components.segments import segments
from dashboard.components.sentence import listed, sentence
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.components.workload import PARAMETER, kinds_text, workload_panels
from dashboard.context import ALL_FILTERS, PLACE_FILTERS, Page, View
from dashboard.filters import href
from dashboard.metrics.selection import narrow_rows, select_population
from dashboard.metrics.workload import count_unassigned, count_workload
from dashboard.names import as_of_phrase, plan_names, region_name, value_names
from data.tuples import each_row

SORTS: Final = ("load", "late", "name")
NAMED_PLANS: Final = 6


def layout(view: View) -> list[Component]:
    """The load of every body of the measures in view, region by region."""
    if view.rows.empty:
        return [empty_selection(view)]
    workload = _of_chosen(view, count_workload(view.snapshot, view.rows))
    if workload.empty:
        return [_nobody(view)]
    return [
        _answer(view, workload),
        _selection(view, workload),
        _sorting(view),
        *workload_panels(view, workload),
    ]


def _of_chosen(view: View, workload: pd.DataFrame) -> pd.DataFrame:
    """With bodies chosen only they are shown: of the others the view holds a part of their measures."""
    chosen = view.filters.body
    return workload[workload["body_id"].isin(chosen)] if chosen else workload


def _answer(view: View, workload: pd.DataFrame) -> html.H1:
    """«Станом на 01.12.2013 найбільше заходів — 27 із 35 — веде управління…; строк минув за 8.»"""
    words = view.words
    single = workload[~workload["collective"].astype(bool)]
    top = next(each_row(single if len(single) else workload))
    load = html.A(
        nbsp(words("bodies.of", part=top.measures, whole=round(top.measures / top.share))),
        href=view.rows_link(body=top.body_id),
        className="keep",
    )
    name = html.A(top.body, href=links.body_link(top.body_id, view.filters))
    several = workload["region_iso"].nunique() > 1
    region = f" ({region_name(words, top.region_iso)})" if several else ""
    pieces = sentence(
        words("bodies.answer"),
        as_of=as_of_phrase(words, view.as_of),
        load=load,
        body=[name, nbsp(region)] if region else name,
        facts=listed(_facts(view, top)),
    )
    return html.H1(pieces, className="answer")


def _facts(view: View, body: Any) -> list[Component]:
    """What is late or near of a body, each with the sign of its kind; nothing is said to be so too."""
    facts: list[Component] = [
        html.A(
            [swatch(name), nbsp(view.words.plural(f"bodies.said_{name}", count))],
            href=view.rows_link(name, body=body.body_id),
            className="keep" if name != "unreported" else None,
        )
        for name in ("overdue", "unreported", "due_soon")
        if (count := int(getattr(body, name)))
    ]
    return facts or [html.Span(view.words("bodies.said_nothing"))]


def _selection(view: View, workload: pd.DataFrame) -> html.P:
    words = view.words
    late = int(((workload["overdue"] + workload["unreported"]) > 0).sum())
    collective = int(workload["collective"].astype(bool).sum())
    pieces: list[str | Component] = [
        nbsp(
            words(
                "bodies.selection",
                bodies=words.plural("count.bodies", len(workload)),
                kinds=kinds_text(len(workload) - collective, collective, words),
                late=words.plural("bodies.have_late", late),
            )
        )
    ]
    unassigned = count_unassigned(view.snapshot, view.rows)
    if len(unassigned):
        pieces += [" ", *_unassigned(view, unassigned)]
    return html.P(pieces, className="sub")


def _unassigned(view: View, plans: pd.DataFrame) -> list[str | Component]:
    """Which plans name no body for some measures; a plan that names none at all is a link to its rows."""
    words = view.words
    names = plan_names(view)
    told: list[Component] = []
    for plan in each_row(plans.head(NAMED_PLANS)):
        text = words(
            "bodies.unassigned_plan",
            plan=names[plan.document_key],
            measures=words.plural("count.measures", plan.unassigned),
        )
        whole = plan.unassigned == plan.measures and not view.filters.body
        address = view.rows_link(plan=plan.document_key)
        told.append(html.A(nbsp(text), href=address) if whole else html.Span(nbsp(text)))
    if len(plans) > NAMED_PLANS:
        rest = words.plural("count.plans", len(plans) - NAMED_PLANS)
        told.append(html.Span(nbsp(words("bodies.unassigned_more", plans=rest))))
    return sentence(words("bodies.unassigned"), plans=listed(told, "; "))


def _sorting(view: View) -> html.Div:
    chosen = view.filters.group if view.filters.group in SORTS else SORTS[0]
    choices = [
        (
            view.words(f"bodies.sort_{name}"),
            view.link(group=None if name == SORTS[0] else name),
            name == chosen,
        )
        for name in SORTS
    ]
    silent = link_button(
        view.words("silent.link"),
        href(links.SILENT, view.filters.only(PLACE_FILTERS)),
        icon_name="envelope",
    )
    return html.Div(
        [segments(view.words("bodies.sort"), choices), html.Span(className="grow"), silent],
        className="toolbar",
    )


def _nobody(view: View) -> html.Div:
    """Measures there are, but their documents name no body; the filter to loosen if one stands in the way."""
    words = view.words
    counts = {}
    for name in view.filters.active:
        loosened = view.filters.without(name)
        population = select_population(view.snapshot, loosened, view.as_of)
        rows = narrow_rows(population, loosened)
        counts[name] = len(count_workload(view.snapshot, rows))
    told = words("bodies.nobody_why", measures=words.plural("bodies.measures_of", len(view.rows)))
    buttons = [link_button(words("bodies.show_measures"), view.rows_link())]
    best = best_loosening(counts)
    if best is not None:
        field = words(f"filters.{best}")
        told += " " + words(
            "bodies.nobody_loosen",
            filter=f"{field}: {', '.join(value_names(view, best))}",
            bodies=words.plural("count.bodies", counts[best]),
        )
        loosen = view.link_of(view.filters.without(best))
        buttons.insert(0, link_button(words("filters.remove", name=field), loosen, main=True))
    return empty_note("people", words("bodies.nobody"), told, *buttons)


PAGE: Final = Page(
    path=links.BODIES,
    title_key="bodies.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "rows"),
    parameters=(PARAMETER,),
)
