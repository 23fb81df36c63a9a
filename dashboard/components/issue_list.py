"""Issues of documents: what was met, in which words, what it means, and where to look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.places import place_link, place_of
from dashboard.context import View
from dashboard.links import source_link
from dashboard.metrics.sources import IssueGroup
from data.i18n import Words
from data.issue_words import issue_meaning, issue_text
from data.model import Issue, Severity

_MOST_PLACES: Final = 5
_MOST_WORDINGS: Final = 3
_FOLDED_PLACES: Final = 100
FEW_ENTRIES: Final = 30
MANY_ENTRIES: Final = 200
_SIGNS: Final = {
    Severity.ERROR: ("x-circle-fill", "st-not_done"),
    Severity.WARNING: ("exclamation-triangle-fill", "st-due_soon"),
    Severity.INFO: ("info-circle", "st-not_due"),
}


def issue_list(view: View, groups: Sequence[IssueGroup], most: int = FEW_ENTRIES) -> html.Ul:
    """Groups of issues, each with its places as links; of each kind at most so many different ones."""
    shown = [_group(view, group, most) for group in groups]
    return html.Ul(shown, className="issues panel")


def _group(view: View, group: IssueGroup, most: int) -> html.Li:
    words = view.words
    sign, look = _SIGNS[group.severity]
    wordings = list(_by_wording(words, group).items())
    entries = [_entry(view, group, head, found) for head, found in wordings[:most]]
    left = entries[_MOST_WORDINGS:]
    more = [_folded(words, "sources.more_wordings", left)] if left else []
    cut = len(wordings) - len(entries)
    if cut:
        more.append(html.Span(words("sources.more_cut", count=words.number(cut)), className="mut"))
    file = html.A(
        group.document, href=source_link(group.document_key, "", view.filters), className="meta"
    )
    severity = html.Span(words(f"severity.{group.severity.value}"), className="vh")
    return html.Li(
        [
            html.Span(icon(sign), className=f"sw {look}", **{"aria-hidden": "true"}),
            html.Div([severity, *entries[:_MOST_WORDINGS], *more, file]),
        ]
    )


def _by_wording(words: Words, group: IssueGroup) -> dict[str, list[Issue]]:
    """The issues of a group by what is said of them; those said alike stand together."""
    found: dict[str, list[Issue]] = {}
    for place, raw, hint in group.issues:
        issue = Issue(group.code, group.severity, place_of(place), raw, hint)
        found.setdefault(issue_text(words, issue), []).append(issue)
    return found


def _entry(view: View, group: IssueGroup, head: str, found: list[Issue]) -> html.Div:
    meanings = list(dict.fromkeys(issue_meaning(view.words, issue) for issue in found))
    told = [html.Span(text, className="mut") for text in meanings[:_MOST_WORDINGS] if text]
    if len(meanings) > _MOST_WORDINGS:
        told.append(html.Span("…", className="mut"))
    return html.Div(
        [
            html.Div([html.B(head), *told], className="what"),
            html.Div(_places(view, group.document_key, found), className="where"),
        ],
        className="entry",
    )


def _places(view: View, document_key: str, found: list[Issue]) -> list[Component]:
    codes = list(dict.fromkeys(issue.place.code for issue in found))
    drawn: list[Component] = [
        place_link(view, document_key, code) for code in codes[: _MOST_PLACES + _FOLDED_PLACES]
    ]
    left = drawn[_MOST_PLACES:]
    more = [_folded(view.words, "sources.more_places", left)] if left else []
    return [*drawn[:_MOST_PLACES], *more]


def _folded(words: Words, key: str, parts: list[Component]) -> html.Details:
    return html.Details([html.Summary(words(key, count=len(parts))), html.Div(parts)])
