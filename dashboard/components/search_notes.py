"""What a search found in a sentence, and how its words were understood."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.list_head import number_link
from dashboard.components.sentence import listed, sentence
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.finding import FIELDS, Finding
from dashboard.looked_through import MOST_SEARCHED
from dashboard.metrics.query import MOST_TERMS, Answer, Reach
from data.search.corpus import Corpus
from data.state import CLOSE

_SHOWN_QUERY: Final = 80
_SHOWN_FORMS: Final = 5


def headline(finding: Finding) -> html.H1:
    """««Громадська рада» — 17 заходів у 4 планах: у назві — 10, серед виконавців — 6, у звіті — 1.»"""
    words = finding.view.words
    if finding.kind != "measures" or not finding.counts["measures"]:
        counted = words.plural(f"count.{finding.kind}", finding.counts[finding.kind])
        told = words("search.answer_short", query=shown_query(finding), found=counted)
        return html.H1(nbsp(told), className="answer", **{"data-say": told})
    measures = words.plural("count.measures", len(finding.measures_anywhere))
    plans = words.plural("search.in_plans", len(finding.measures_by_plan))
    pieces = sentence(
        words("search.answer"),
        query=html.Span(shown_query(finding), className="asked"),
        measures=html.Span(nbsp(measures), className="keep"),
        plans=nbsp(plans),
        where=listed(_where(finding)),
    )
    said = words("search.said", query=shown_query(finding), measures=measures, plans=plans)
    return html.H1(pieces, className="answer", **{"data-say": said})


def shown_query(finding: Finding) -> str:
    """The query as a sentence quotes it: its own quotes inside ours are inner ones."""
    text = finding.query.text
    text = text if len(text) <= _SHOWN_QUERY else text[:_SHOWN_QUERY].rstrip() + "…"
    return text.translate(str.maketrans('«»“”"', "„“„“„"))


def notes(finding: Finding) -> list[Component]:
    """How the words were taken, in lines: mistyped ones, those of the same root, all forms, what else there is."""
    lines = [
        *_substitutes(finding),
        _forms(finding),
        _more(finding),
        *_limits(finding),
    ]
    return [html.P(line, className="sub") for line in lines if line]


def _where(finding: Finding) -> list[Component]:
    """Where the words stand, each number a link to its measures."""
    view = finding.view
    counts = finding.counts_by_field
    return [
        number_link(
            view.words(f"search.found_in.{name}", count=view.words.number(counts[field])),
            view.asking(**{"in": name, "what": ""}),
        )
        for name, field in FIELDS.items()
        if counts[field]
    ]


def _substitutes(finding: Finding) -> list[list[str | Component]]:
    """Terms that stand in no document, and what was searched for instead."""
    words, corpus = finding.view.words, finding.corpus
    lines: list[list[str | Component]] = []
    for answer in finding.found.answers:
        if answer.reach is Reach.FORMS:
            continue
        key = "search.near" if answer.reach is Reach.NEAR else "search.related"
        lines.append(
            sentence(
                words(key),
                word=answer.term.said,
                found=html.B(", ".join(_found_words(corpus, answer)), lang="uk"),
            )
        )
    return lines


def _forms(finding: Finding) -> list[str | Component]:
    """«Слова знайдено в усіх формах: громадської, громадських; ради, рад. Шукати лише точний вираз»"""
    view, corpus = finding.view, finding.corpus
    inexact = [answer for answer in finding.found.answers if not answer.term.exact]
    forms = [
        listed_forms
        for answer in inexact
        if answer.reach is Reach.FORMS and (listed_forms := ", ".join(_found_words(corpus, answer)))
    ]
    if not forms:
        return []
    told = html.Span("; ".join(forms), lang="uk")
    pieces = sentence(view.words("search.forms"), forms=told)
    exact = html.A(view.words("search.only_exact"), href=view.asking(q=_quoted(finding)))
    return [*pieces, " ", exact]


def _more(finding: Finding) -> list[str | Component]:
    """What words of the same root would add, or how to leave them out again."""
    view = finding.view
    if finding.is_related:
        back = html.A(view.words("search.only_forms"), href=view.asking(related=""))
        return [nbsp(view.words("search.with_related")), " ", back]
    if finding.kind != "measures" or not finding.more_related:
        return []
    more = view.words.plural("search.more_related", finding.more_related)
    return [html.A(nbsp(more), href=view.asking(related="1"))]


def _limits(finding: Finding) -> list[list[str | Component]]:
    view = finding.view
    lines: list[list[str | Component]] = []
    if finding.was_cut:
        lines.append([nbsp(view.words("search.cut", most=MOST_TERMS))])
    if finding.is_too_wide:
        lines.append(too_wide(finding))
    if finding.not_begun:
        lines.append(not_begun(view, finding.not_begun))
    return lines


def too_wide(finding: Finding) -> list[str | Component]:
    """«Серед заходів не шукали: за фільтрами їх 1 002 050, а за раз — щонайбільше 100 000. Виберіть регіон…»

    Where most are indexed, how many are not yet: «Ще не переглянуто 45 000 щойно завантажених заходів…»
    """
    words = finding.view.words
    if finding.whole is not None:
        return [nbsp(words.plural("search.left_out", finding.whole.left_out))]
    measures = 0 if finding.places is None else len(finding.places)
    told = words("search.too_wide", all=words.number(measures), most=words.number(MOST_SEARCHED))
    return [nbsp(told)]


def not_begun(view: View, count: int) -> list[str | Component]:
    """«Ще 3 заходи — у планах, що на цей день не почалися.»"""
    told = view.words.plural("search.not_begun", count)
    link = html.A(view.words("search.at_close"), href=view.link(as_of=CLOSE))
    return [nbsp(told), " ", link]


def _found_words(corpus: Corpus, answer: Answer) -> list[str]:
    """The commonest words of the documents that answer a term of one word, without the one that was typed."""
    index = corpus.index
    words = {
        word
        for name, reach in answer.phrases
        for word in name[0]
        if len(name) == 1 and reach is answer.reach
    }
    others = words - {answer.term.names[0][0]}
    common = sorted(others, key=lambda word: (-index.count_of(word), word))
    return [index.printed(word).lower() for word in common[:_SHOWN_FORMS]]


def _quoted(finding: Finding) -> str:
    bare = finding.query.text.translate(str.maketrans(dict.fromkeys('«»“”„"', "")))
    return f"«{bare}»"
