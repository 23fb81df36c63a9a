"""What was found, one item after another: the words in their context, the state, the plan, the way there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.excerpt import Phrases, excerpt, find_marks
from dashboard.components.pill import pill
from dashboard.components.state import state
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.finding import Finding
from dashboard.names import document_name, plan_titles, region_name
from data.search.text_kinds import Field, Text
from data.tuples import day_of, each_row

_MOST_CONTEXTS: Final = 2
_OF_ROW: Final = (
    *("measure_id", "number", "title", "state", "counted", "plan_key", "deadline_text", "as_of"),
)


def measure_hits(finding: Finding, start: int, end: int) -> html.Ol:
    """The measures from `start` to `end` of those found, best first."""
    view, found = finding.view, finding.measures
    rows = view.snapshot.rows(view.as_of).loc[found.owner[start:end]]
    plans = plan_titles(view, finding.plans)
    texts = finding.corpus.texts_of(rows.index.tolist())
    hits = zip(texts.values(), each_row(rows, _OF_ROW), found.where[start:end], strict=True)
    return _list(
        [_measure(finding, own, row, Field(where), plans) for own, row, where in hits], start
    )


def body_hits(finding: Finding, start: int, end: int) -> html.Ol:
    """The bodies found, each with its measures under the filters."""
    found = finding.bodies.iloc[start:end]
    return _list([_body(finding, body) for body in each_row(found)], start)


def document_hits(finding: Finding, start: int, end: int) -> html.Ol:
    """The documents found, each a link to its printed rows."""
    found = finding.documents.iloc[start:end]
    return _list([_document(finding, document) for document in each_row(found)], start)


def _list(items: list[html.Li], start: int) -> html.Ol:
    return html.Ol(items, className="hits", start=start + 1)


def _measure(
    finding: Finding, texts: Sequence[Text], row: Any, where: Field, plans: dict[str, str]
) -> html.Li:
    view, phrases = finding.view, finding.found.phrases
    title: list[str | Component] = [html.Span(excerpt(row.title, phrases), lang="uk")]
    if row.number:
        number = html.Mark(row.number) if where is Field.NUMBER else row.number
        title = [html.B(number), " ", *title]
    link = html.A(title, href=links.measure_link(row.measure_id, view.filters), className="t")
    return html.Li([link, *_contexts(finding, texts, row, where), _about(view, row, plans)])


def _about(view: View, row: Any, plans: dict[str, str]) -> html.Div:
    words = view.words
    standing = state(row.state, words) if row.counted else pill(words("search.outside"))
    plan = plans.get(row.plan_key, row.plan_key)
    return html.Div(
        [
            standing,
            html.Span(plan),
            *(
                [
                    html.Span(
                        [words("search.deadline"), " ", html.Span(row.deadline_text, lang="uk")]
                    )
                ]
                if row.deadline_text
                else []
            ),
        ],
        className="about",
    )


def _contexts(
    finding: Finding, all_texts: Sequence[Text], row: Any, where: Field
) -> list[Component]:
    """Where else the words stand: in the report, among the bodies; nothing where the title has them all."""
    phrases = finding.found.phrases
    if where in (Field.TITLE, Field.NUMBER) and _answers_all(finding, row.title):
        return []
    texts = [
        text
        for text in _known_on(all_texts, day_of(row.as_of))
        if text.field not in (Field.TITLE, Field.NUMBER, Field.PLACE)
        and find_marks(text.text, phrases)
    ]
    texts.sort(key=lambda text: (text.field is not where, text.field))
    # one of a field: a body called otherwise in print would be told twice
    shown = list({text.field: text for text in reversed(texts)}.values())[::-1]
    return [_context(finding, text, phrases) for text in shown[:_MOST_CONTEXTS]]


def _context(finding: Finding, text: Text, phrases: Phrases) -> html.P:
    label = finding.view.words(f"search.in.{text.field.name.lower()}")
    return html.P(
        [html.Span(f"{label}: ", className="k"), html.Span(excerpt(text.text, phrases), lang="uk")],
        className="ctx",
    )


def _answers_all(finding: Finding, text: str) -> bool:
    """Whether each term is answered within one text."""
    return all(
        find_marks(text, [name for name, _ in answer.phrases]) for answer in finding.found.answers
    )


def _known_on(texts: Sequence[Text], day: Any) -> list[Text]:
    """The texts of a measure that are known on a day."""
    known = np.datetime64(day, "D").astype(np.int64)
    return [text for text in texts if text.known_from <= known]


def _body(finding: Finding, body: Any) -> html.Li:
    view = finding.view
    words = view.words
    name = html.A(
        html.Span(excerpt(body.name, finding.found.phrases), lang="uk"),
        href=links.body_link(body.body_id, view.filters),
        className="t",
    )
    measures = html.A(
        nbsp(words.plural("count.measures", body.found_measures)),
        href=view.rows_link(body=body.body_id),
    )
    about = [measures, html.Span(region_name(words, body.region_iso))]
    if body.collective:
        about.append(pill(words("search.collective")))
    return html.Li([name, html.Div(about, className="about")])


def _document(finding: Finding, document: Any) -> html.Li:
    view = finding.view
    words, phrases = view.words, finding.found.phrases
    title = document.title or document.document
    link = html.A(
        html.Span(excerpt(title, phrases), lang="uk"),
        href=links.source_link(document.document_key, filters=view.filters),
        className="t",
    )
    about: list[Component] = [html.Span(document_name(words, document))]
    if document.measures:
        about.append(html.Span(nbsp(words.plural("count.measures", document.measures))))
    about.append(html.Span(excerpt(document.document, phrases), className="file"))
    contexts: list[Component] = []
    if find_marks(document.approved_by, phrases):
        contexts = [
            html.P(
                [
                    html.Span(f"{words('search.in.approved')}: ", className="k"),
                    html.Span(excerpt(document.approved_by, phrases), lang="uk"),
                ],
                className="ctx",
            )
        ]
    return html.Li([link, *contexts, html.Div(about, className="about")])
