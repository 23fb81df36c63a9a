"""Пошук: where is it? Measures, bodies and documents that hold the words asked for, in any of their forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.icon import icon
from dashboard.components.search_facets import search_facets
from dashboard.components.search_form import search_form
from dashboard.components.search_hits import body_hits, document_hits, measure_hits
from dashboard.components.search_notes import headline, notes
from dashboard.components.search_nothing import nothing_found, start
from dashboard.components.segments import segments
from dashboard.components.typography import nbsp
from dashboard.context import ALL_FILTERS, Page, View
from dashboard.finding import KINDS, PER_PAGE, Finding
from dashboard.looked_through import whole_corpus
from dashboard.paging import PageCut, cut_page

_HITS: Final[dict[str, Callable[[Finding, int, int], html.Ol]]] = {
    "measures": measure_hits,
    "bodies": body_hits,
    "documents": document_hits,
}


def layout(view: View) -> list[Component]:
    """The field, what was found of each kind, and how it spreads."""
    finding = Finding(view)
    form = search_form(view)
    if not finding.query.terms:
        return [form, *start(view)]
    if finding.is_empty:
        return [form, *nothing_found(finding)]
    return [form, headline(finding), *notes(finding), *_kinds(finding), _results(finding)]


def _kinds(finding: Finding) -> list[html.Div]:
    """«Заходи 17 · Виконавці 3 · Документи 2»: the kinds that have something, and the one shown."""
    view, counts = finding.view, finding.counts
    choices = [
        (
            view.words(
                "search.kind_count",
                kind=view.words(f"search.kind.{kind}"),
                count=view.words.number(counts[kind]),
            ),
            view.asking(what=kind, **({} if kind == "measures" else {"in": ""})),
            kind == finding.kind,
        )
        for kind in KINDS
        if counts[kind] or kind == finding.kind
    ]
    if len(choices) < 2:
        return []
    return [html.Div(segments(view.words("search.kinds"), choices), className="toolbar")]


def _results(finding: Finding) -> html.Div:
    shown = len(finding.measures) if finding.kind == "measures" else finding.counts[finding.kind]
    page = cut_page(finding.view.variables["page"], shown, PER_PAGE)
    heading = html.H2(finding.view.words(f"search.kind.{finding.kind}"), className="vh")
    panel = html.Section(
        [
            heading,
            _HITS[finding.kind](finding, page.first, page.last),
            _pager(finding.view, page),
        ],
        className="panel",
    )
    aside = [search_facets(finding)] if finding.kind == "measures" else []
    return html.Div([panel, *aside], className="grid found" if aside else "grid")


def _pager(view: View, page: PageCut) -> html.Nav:
    words = view.words
    count = html.Span(
        nbsp(
            words(
                "search.shown",
                first=words.number(page.first + 1),
                last=words.number(page.last),
                all=words.number(page.rows),
            )
        )
        if page.rows
        else words("search.none_in_field"),
        className="small mut",
    )
    steps = []
    if page.number > 1:
        before = "" if page.number == 2 else str(page.number - 1)
        steps.append(
            html.A(
                [icon("chevron-left"), words("search.before")],
                href=view.asking(page=before),
                className="btn-2",
                rel="prev",
            )
        )
    if page.last < page.rows:
        steps.append(
            html.A(
                [words("search.after"), icon("chevron-right")],
                href=view.asking(page=str(page.number + 1)),
                className="btn-2",
                rel="next",
            )
        )
    return html.Nav([count, *steps], className="pager", **{"aria-label": words("search.pages")})


def _title(view: View) -> str:
    query = Finding(view).query
    if not query.terms:
        return view.words("search.title")
    return view.words("search.tab", query=query.text)


PAGE: Final = Page(
    path=links.SEARCH,
    title_key="search.title",
    layout=layout,
    filters=tuple(name for name in ALL_FILTERS if name != "group"),
    in_menu=False,
    title=_title,
    parameters=("q", "what", "in", "related", "page"),
    kept=("q", "what", "in", "related"),
    ahead=lambda view: whole_corpus(view.services, view.snapshot),
    is_ahead_of_many=True,
)
