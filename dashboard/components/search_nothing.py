"""Before a search and after one that found nothing: what can be asked, and what would find something."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.button import link_button
from dashboard.components.empty import best_loosening
from dashboard.components.icon import icon
from dashboard.components.search_notes import not_begun, shown_query, too_wide
from dashboard.components.sentence import sentence
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.finding import Finding
from dashboard.names import value_names
from data.search.word_forms import search_words

_TIPS: Final = ("forms", "quotes", "number", "slips", "key")


def start(view: View) -> list[Component]:
    """The page without a query: what is looked through, how to ask, a few words to try."""
    words = view.words
    examples = [
        html.A(text, href=view.asking(q=text), className="btn-2", lang="uk")
        for text in search_words()["examples"]
    ]
    return [
        html.H1(nbsp(words("search.start")), className="answer"),
        html.P(nbsp(words("search.looked_through")), className="sub"),
        html.Div(examples, className="examples"),
        html.Section(
            [
                html.H2(words("search.how")),
                html.Ul([html.Li(nbsp(words(f"search.tip_{name}"))) for name in _TIPS]),
            ],
            className="panel tips",
        ),
    ]


def nothing_found(finding: Finding) -> list[Component]:
    """Nothing: which filter stands in the way, what may have been meant, which word to leave out."""
    view = finding.view
    words = view.words
    title = words("search.nothing", query=shown_query(finding))
    helps = _helps(finding) or [html.P(nbsp(words("search.nothing_why")))]
    return [
        html.Div(
            [icon("search"), html.H1(nbsp(title), **{"data-say": title}), *helps],
            className="empty panel nothing",
        )
    ]


def _helps(finding: Finding) -> list[Component]:
    view = finding.view
    if finding.is_too_wide:
        return [html.P(too_wide(finding))]
    if len(finding.found):
        hidden = _under_filters(finding)
        if finding.not_begun:
            hidden.append(html.P(not_begun(view, finding.not_begun)))
        return hidden
    helps: list[Component] = []
    if meant := finding.suggestion():
        link = html.A(meant, href=_other(view, meant), lang="uk", className="meant")
        helps.append(html.P(sentence(view.words("search.meant"), query=link)))
    shorter = finding.shorter()
    if shorter:
        items = [
            html.Li(
                sentence(
                    view.words("search.without"),
                    word=term,
                    found=html.A(
                        nbsp(view.words.plural("search.finds", count)), href=_other(view, rest)
                    ),
                )
            )
            for term, rest, count in shorter
        ]
        helps.append(html.Ul(items, className="shorter"))
    return helps


def _under_filters(finding: Finding) -> list[Component]:
    """Something is there, but not under the filters: which one to take away."""
    view = finding.view
    words = view.words
    counts = finding.count_loosened()
    name = best_loosening(counts)
    clear = link_button(words("filters.clear"), view.page_address)
    if name is None:
        told = words.plural("search.without_filters", len(finding.found))
        return [html.P(nbsp(told)), html.Div([clear], className="go")] if counts else []
    field = words(f"filters.{name}")
    told = words(
        "search.loosen",
        filter=f"{field}: {', '.join(value_names(view, name))}",
        found=words.plural("search.finds", counts[name]),
    )
    loosen = view.link_of(view.filters.without(name))
    button = link_button(words("filters.remove", name=field), loosen, main=True)
    return [html.P(nbsp(told)), html.Div([button, clear], className="go")]


def _other(view: View, query: str) -> str:
    """Another query under the same filters."""
    return view.asking(q=query, what="", related="", **{"in": ""})
