"""What a version of a document says otherwise than the one before: measure by measure, old → new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.panel import section
from dashboard.components.sentence import listed
from dashboard.context import View
from data.differences import Change, Difference, FieldChange, value_words

# a revision of a large plan would otherwise be longer than the plan
MOST_CHANGES: Final = 100


def version_changes(
    view: View, version: Any, before: int | None, differences: Sequence[Difference]
) -> list[Component]:
    """The changes that a version brought against version `before`; nothing for the first one in force."""
    if before is None:
        return []
    words = view.words
    heading = words("sources.changes_of", number=version.number, before=before)
    if not differences:
        return [section(heading, html.P(words("sources.no_changes"), className="sub"))]
    counts = Counter(one.change for one in differences)
    told = [
        html.Span(words.plural(f"sources.change_{change}", counts[change]))
        for change in Change
        if counts[change]
    ]
    items = [_item(view, one) for one in differences[:MOST_CHANGES]]
    rest = len(differences) - len(items)
    more = [html.P(words("sources.more_changes", count=rest), className="sub")] if rest else []
    return [
        section(
            heading,
            html.P(listed(told), className="sub"),
            html.Ul(items, className="changes"),
            *more,
        )
    ]


def _item(view: View, one: Difference) -> html.Li:
    words = view.words
    name = " ".join(part for part in (one.number, one.title) if part)
    title: str | Component = name
    if one.measure_id:
        title = html.A(name, href=links.measure_link(one.measure_id, view.filters))
    head = html.P([html.B(words(f"sources.changed_{one.change}")), " ", title])
    if one.change in (Change.ADDED, Change.REMOVED):
        return html.Li(head)
    return html.Li([head, html.Dl([field_change(view, field) for field in one.fields])])


def field_change(view: View, field: FieldChange) -> html.Div:
    """One field, old → new, for a list of definitions."""
    words = view.words
    nothing = words("sources.nothing_stood")
    old, new = (value_words(words, field.name, text) for text in (field.old, field.new))
    said = [
        html.Dt(words(f"sources.field_{field.name}")),
        html.Dd(
            [
                html.Del(old or nothing),
                html.Span(" → ", **{"aria-hidden": "true"}),
                html.Ins(new or nothing),
            ]
        ),
    ]
    return html.Div(said)
