"""One measure as a room reads it from the wall: its number, how late, when it was due, what was told of it."""

from __future__ import annotations

from typing import Any, Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.state import state
from dashboard.components.typography import nbsp
from dashboard.exports.agenda_words import AgendaWords
from dashboard.links import measure_link
from dashboard.lists.agenda import Item
from dashboard.lists.columns import executors_text
from dashboard.lists.listing import BY_BODY

_LONG: Final = 260
_VERY_LONG: Final = 460
_BESIDE: Final = 4


def meeting_measure(told: AgendaWords, item: Item) -> html.Section:
    """The right side of the screen; longer titles stand in smaller type, and a text that is longer still scrolls."""
    line, words = item.line, told.words
    length = len(line.title)
    size = "xl" if length > _VERY_LONG else "l" if length > _LONG else "m"
    title = html.P(nbsp(line.title), className=f"stage-title {size}", lang="uk")
    return html.Section(
        [_top(told, item), title, *_beside(told, item), *_told(told, item), _proof(told, item)],
        className="stage-measure",
        tabIndex="0",
        **{"aria-label": words("meeting.current")},
    )


def _top(told: AgendaWords, item: Item) -> html.Div:
    late = "late" if item.line.overdue == "overdue" else ""
    facts: list[Component] = []
    if days := told.days(item):
        facts.append(html.B(days, className=f"stage-days {late}"))
    facts += [html.Span(part, className="stage-due") for part in _deadline(told, item)]
    return html.Div(
        [
            html.Span(item.line.number or "—", className="stage-number"),
            html.Div(facts),
            state(item.line.state, told.words),
        ],
        className="stage-top",
    )


def _deadline(told: AgendaWords, item: Item) -> list[list[Any]]:
    """«строк був 30.09.2013 · «ІІІ квартал 2013 року»», and how it was moved."""
    words, line = told.words, item.line
    printed = [html.Span(f"«{line.deadline_text}»", lang="uk")] if line.deadline_text else []
    parts: list[Any] = []
    if line.due:
        key = "meeting.was_due" if told.agenda.counts_days else "meeting.is_due"
        parts = [words(key, day=words.day(line.due)), *([" · "] if printed else [])]
    told_all: list[list[Any]] = [[*parts, *printed]]
    if len(line.due_dates) > 1:
        first, last = line.due_dates[0], line.due_dates[-1]
        several = words.plural(
            "lists.all_dates", len(line.due_dates), first=words.day(first), last=words.day(last)
        )
        told_all.append([several])
    if item.moved is not None:
        told_all.append([icon("arrow-right-circle-fill"), " ", told.moved(item.moved)])
    return told_all


def _beside(told: AgendaWords, item: Item) -> list[Component]:
    words, own = told.words, item.line.executor
    parts: list[str] = [item.plan] if item.plan else []
    if told.agenda.grouping == BY_BODY and item.line.direction:
        parts.append(words("meeting.direction", direction=item.line.direction))
    if own is not None and own.role != "responsible":
        parts.append(words("agenda.role", role=words(f"role.{own.role}")))
    drawn: list[Component] = (
        [html.P(nbsp(" · ".join(parts)), className="stage-who")] if parts else []
    )
    if item.beside:
        names = executors_text(item.beside[:_BESIDE], words)
        rest = len(item.beside) - _BESIDE
        if rest > 0:
            names = f"{names}; {words.plural('lists.more_bodies', rest)}"
        key = "meeting.together" if own is not None else "meeting.answer"
        drawn.append(html.P(nbsp(words(key, bodies=names)), className="stage-who"))
    return drawn


def _told(told: AgendaWords, item: Item) -> list[Component]:
    """The words of the last report, or that there is none."""
    quotation = told.quotation(item)
    if not quotation and item.line.overdue == "unreported":
        return [html.P(nbsp(told.words("meeting.silent")), className="stage-who")]
    if not quotation:
        return []
    cited: list[Component] = [html.P(quotation, lang="uk")]
    if item.source:
        cited.append(html.Footer([icon("file-earmark-text"), " ", item.source]))
    return [html.Blockquote(cited, className="stage-told")]


def _proof(told: AgendaWords, item: Item) -> html.P:
    """The measure's own page: the printed row, all reports, the proof."""
    address = measure_link(item.line.measure_id, told.agenda.view.filters)
    return html.P(html.A(told.words("meeting.open"), href=address), className="stage-open")
