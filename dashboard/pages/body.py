"""Один виконавець: what it answers for, what of it is late, and when the rest falls due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.body_lists import body_lists
from dashboard.components.body_load import comparison, due_columns, roles
from dashboard.components.button import link_button
from dashboard.components.empty import best_loosening, empty_note
from dashboard.components.icon import icon
from dashboard.components.reminder import sending
from dashboard.components.sentence import listed, sentence
from dashboard.components.state import swatch
from dashboard.components.typography import nbsp
from dashboard.context import PLACE_FILTERS, Page, View
from dashboard.filters import href
from dashboard.metrics.completion import Completion, count_completion
from dashboard.metrics.selection import narrow_rows, select_population
from dashboard.names import as_of_phrase, plan_titles, region_name, value_names

VARIABLE: Final = "body_id"


def layout(view: View) -> list[Component]:
    """The load of one body within the plans in view."""
    body_id = view.variables[VARIABLE]
    inner = of_body(view)
    if inner.rows.empty:
        return [*_head(view), _empty(view)]
    figures = count_completion(inner.population)
    collective = bool(_own(view)["collective"])
    return [
        *_head(view),
        _answer(inner, figures),
        _plans(inner),
        html.Div(
            [
                *due_columns(inner),
                html.Div(
                    [comparison(inner, body_id, collective), roles(inner, body_id, view)],
                    className="stack",
                ),
                sending(inner, _own(view)),
            ],
            className="grid c444 body-top",
        ),
        *body_lists(inner, body_id, view),
    ]


def exists(view: View) -> bool:
    """Whether the address names a body that some document names."""
    return bool((view.snapshot.bodies["body_id"] == view.variables[VARIABLE]).any())


def title(view: View) -> str:
    """The body's name."""
    return str(_own(view)["name"])


def of_body(view: View) -> View:
    """The same view with the body chosen: its rows are the body's, and links to rows name it."""
    chosen = view.filters.with_(body=view.variables[VARIABLE]).without("group")
    return replace(view, filters=chosen)


def _own(view: View) -> Any:
    bodies, body_id = view.snapshot.bodies, view.variables[VARIABLE]
    return view.of_version(("own", body_id), lambda: bodies[bodies["body_id"] == body_id].iloc[0])


def _head(view: View) -> list[Component]:
    words = view.words
    own = _own(view)
    back = view.filters.without("group")
    crumb = [
        html.A(words("bodies.title"), href=href(links.BODIES, back)),
        icon("chevron-right"),
        html.A(
            region_name(words, own["region_iso"]),
            href=href(links.BODIES, back.with_(region=own["region_iso"])),
        ),
    ]
    return [
        html.Nav(crumb, className="crumb", **{"aria-label": words("body.crumb")}),
        html.H1(nbsp(own["name"]), className="answer wide"),
    ]


def _answer(view: View, figures: Completion) -> html.P:
    """«Станом на 01.12.2013 із 27 заходів строк минув за 8, спливають 19. Звітів немає.»"""
    words = view.words
    measures = html.A(
        nbsp(words.plural("count.of_measures", figures.measures)), href=view.rows_link()
    )
    facts: list[Component] = []
    if figures.reported:
        told = words("body.completed", count=words.number(figures.completed))
        facts.append(_fact(told, view.rows_link("completed"), "completed"))
    for name in ("overdue", "unreported", "due_soon"):
        if count := getattr(figures, name):
            told = words.plural(f"bodies.said_{name}", count)
            facts.append(_fact(told, view.rows_link(name), name))
    pieces = sentence(
        words("body.answer"),
        as_of=as_of_phrase(words, view.as_of),
        measures=measures,
        facts=listed(facts or [html.Span(words("bodies.said_nothing"))]),
    )
    if figures.base and not figures.reported:
        pieces.append(" " + nbsp(words("body.no_reports")))
    return html.P(pieces, className="lead")


def _fact(text: str, href: str, mark: str) -> html.A:
    return html.A([swatch(mark), nbsp(text)], href=href, className="keep")


def _plans(view: View) -> html.P:
    """The plans in which the body stands, each a link to its measures there."""
    keys = list(view.rows["plan_key"].unique())
    names = plan_titles(view, keys)
    plans = view.snapshot.plan_frame.set_index("document_key")["programme"]
    told: list[Component] = [
        html.A(nbsp(names[key]), href=view.rows_link(plan=key)) for key in keys
    ]
    pieces = sentence(
        view.words("body.plans" if len(keys) > 1 else "body.plan"), plans=listed(told, "; ")
    )
    if len(set(plans[keys])) == 1:
        pieces += [" ", nbsp(view.words(f"programme.{plans[keys[0]]}") + ".")]
    return html.P(pieces, className="sub")


def _empty(view: View) -> html.Div:
    """The body has no measures in this selection: which filter stands in the way."""
    words = view.words
    inner = of_body(view)
    counts = {}
    for name in view.filters.without("group").active:
        loosened = inner.filters.without(name)
        population = select_population(view.snapshot, loosened, view.as_of)
        counts[name] = len(narrow_rows(population, loosened))
    best = best_loosening(counts)
    if best is None:
        whole = link_button(words("filters.clear"), view.page_address, main=True)
        key = "body.nothing_single" if counts else "empty.nothing_begun"
        return empty_note("people", words("body.empty"), words(key), *([whole] if counts else []))
    field = words(f"filters.{best}")
    told = words(
        "empty.loosen",
        filter=f"{field}: {', '.join(value_names(view, best))}",
        measures=words.plural("count.measures", counts[best]),
    )
    button = link_button(
        words("filters.remove", name=field), view.link_of(view.filters.without(best)), main=True
    )
    return empty_note("people", words("body.empty"), told, button)


PAGE: Final = Page(
    path=f"{links.BODIES}/<{VARIABLE}>",
    title_key="body.title",
    layout=layout,
    filters=(*PLACE_FILTERS, "group"),
    in_menu=False,
    exists=exists,
    title=title,
)
