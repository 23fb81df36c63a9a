"""What the reader made of a measure's words: deadline, bodies, theme, state — beside the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.correction import correction_note
from dashboard.components.pairs import Content, marked_words, pairs, printed_words, remark
from dashboard.components.panel import panel
from dashboard.components.pill import pill
from dashboard.components.places import place_link
from dashboard.context import View
from dashboard.dossier import Dossier, Told
from dashboard.filters import href
from dashboard.links import MEASURES, body_link
from data.i18n import Words
from data.issue_words import issue_meaning, issue_text
from data.marks import Mark, Piece, find_openings, find_stretch, mark_text, mark_words
from data.model import Assignment, Deadline, DeadlineKind, Evidence, Measure, Outcome, Role
from data.overrides import BY_HAND, OverrideField, by_hand
from data.rules import deciding_words, rule_text

_SHOWN_DATES: Final = 8
_LONG_QUOTATION: Final = 400
_PLAIN_NAMES: Final = frozenset({"", "whole", by_hand(OverrideField.BODIES)})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")


def terms_panel(view: View, dossier: Dossier) -> html.Section:
    """«Строк і виконавці»: the document's words, what they were read as, and by which rule."""
    words, measure = view.words, dossier.details.measure
    return panel(
        words("measure.terms"),
        pairs(
            [
                (words("measure.deadline_words"), _deadline_words(words, measure.deadline)),
                (
                    words("measure.read_as"),
                    [
                        *deadline_reading(words, measure.deadline),
                        *_note(words, dossier, OverrideField.DEADLINE),
                    ],
                ),
                (words("measure.bodies_words"), _bodies_words(measure)),
                (
                    words("measure.bodies"),
                    [_bodies(view, dossier), *_note(words, dossier, OverrideField.BODIES)],
                ),
                (words("measure.expected"), _printed(measure.expected_result)),
                (words("measure.theme"), _theme(view, dossier)),
                (words("measure.task"), _printed(measure.task)),
            ]
        ),
    )


def state_panel(view: View, dossier: Dossier) -> html.Section | None:
    """«Як прочитано стан»: rule, confidence, proofs; None where no report told anything."""
    told = dossier.ruling or (dossier.told[0] if dossier.told else None)
    if told is None:
        return None
    words, outcome = view.words, told.outcome
    by_hand = correction_note(words, told.details.corrections, OverrideField.STATUS)
    return panel(
        words("measure.state_read"),
        pairs(
            [
                (words("measure.rule"), _how(words, "status", outcome.rule)),
                (words("measure.by_words_of"), _deciding(outcome)),
                (
                    words("measure.confidence"),
                    words.percent(round(outcome.confidence * 100), 100)
                    if outcome.confidence < 1
                    else "",
                ),
                (words("measure.confirmation"), by_hand or words("measure.unconfirmed")),
                (words("measure.evidence"), evidence_list(words, outcome.evidence)),
            ]
        ),
    )


def issues_panel(view: View, dossier: Dossier) -> html.Section | None:
    """What a person should look at in this row; None where nothing is."""
    words, details = view.words, dossier.details
    if not details.issues:
        return None
    items = [
        html.Li(
            [
                html.B(issue_text(words, issue)),
                remark(issue_meaning(words, issue)),
                place_link(view, details.document_key, issue.place.code, details.earlier_version),
            ]
        )
        for issue in details.issues
    ]
    return panel(words("measure.issues"), html.Ul(items, className="remarks"))


def deadline_reading(words: Words, deadline: Deadline) -> list[str | Component]:
    """A deadline as read: its dates, its kind, the rule and the words that decided."""
    how: list[str | Component] = [_how(words, "deadline", deadline.rule)]
    if deadline.used and find_stretch(deadline.text, deadline.used) is None:
        how += [" · " if deadline.rule else "", words("measure.by_words"), " "]
        how.append(printed_words(deadline.used))
    return [
        _dates(words, deadline),
        html.Span(words(f"deadline.{deadline.kind.value}"), className="meta line"),
        html.Span(how, className="meta line"),
    ]


def _how(words: Words, area: str, rule: str) -> str:
    """A rule in words; that a person corrected the reading is said by its note."""
    return "" if rule.startswith(BY_HAND) else rule_text(words, area, rule)


def _note(words: Words, dossier: Dossier, field: OverrideField) -> list[Component]:
    return correction_note(words, dossier.details.corrections, field)


def _deciding(outcome: Outcome) -> Content:
    """The words that decided, express denials marked apart; very long ones stand in the printed row."""
    if not outcome.quotation or len(outcome.quotation) > _LONG_QUOTATION:
        return ""
    return marked_words(mark_text(outcome.quotation, outcome.quotation, outcome.denied))


def _bodies_words(measure: Measure) -> Content:
    """The cell that the bodies were read from, the names that were read marked in it."""
    if not measure.bodies_text.strip() or not measure.assignments:
        return ""
    used = (one.used for one in measure.assignments)
    return marked_words(mark_words(measure.bodies_text, used))


def evidence_list(words: Words, evidence: Sequence[Evidence]) -> Content:
    """The proofs a result names, by kind, each value with the words it stands in."""
    lines: list[Component] = []
    for kind, group in groupby(
        sorted(evidence, key=lambda one: one.kind), key=lambda one: one.kind
    ):
        values = dict.fromkeys((evidence_value(words, one), one.snippet) for one in group)
        lines.append(
            html.Div(
                [
                    html.Span(words(f"evidence.{kind.value}"), className="meta line"),
                    html.Ul([_proof(value, snippet) for value, snippet in values]),
                ],
                className="proofs",
            )
        )
    return lines


def evidence_value(words: Words, proof: Evidence) -> str:
    """A proof as people write it: `2017-10-17/2017-10-19` → «17.10.2017–19.10.2017», `2017-12` → «12.2017»."""
    if proof.kind.value != "date":
        return proof.value
    value = _DAY.sub(lambda match: _day(words, match[0]), proof.value)
    return _MONTH.sub(r"\2.\1", value).replace("/", "–")


def _day(words: Words, code: str) -> str:
    try:
        return words.day(date.fromisoformat(code))
    except ValueError:  # a day that no calendar has, as a report may print it
        return code


def _proof(value: str, snippet: str) -> html.Li:
    said: list[str | Component] = [html.B(value)]
    if snippet and " ".join(snippet.split()).casefold() != value.casefold():
        said += [" ", printed_words(snippet)]
    return html.Li(said)


def _dates(words: Words, deadline: Deadline) -> str:
    days = [words.day(day) for day in deadline.due_dates]
    if not days:
        empty = "no_date" if deadline.kind is not DeadlineKind.CONTINUOUS else "never_due"
        return words(f"measure.{empty}")
    if deadline.start is not None and len(days) == 1:
        return f"{words.day(deadline.start)} – {days[0]}"
    if deadline.kind is DeadlineKind.FIXED:
        return words("measure.until", day=days[0])
    shown = ", ".join(days[:_SHOWN_DATES])
    left = len(days) - _SHOWN_DATES
    if left <= 0:
        return shown
    return words("measure.more_dates", shown=shown, more=left, last=days[-1])


def _deadline_words(words: Words, deadline: Deadline) -> Content:
    if not deadline.text.strip():
        return words("measure.not_stated")
    return marked_words(mark_text(deadline.text, deadline.used))


def _printed(text: str) -> Content:
    return html.Span(text, className="words", lang="uk") if text else ""


def _bodies(view: View, dossier: Dossier) -> str | Component:
    """Every body with its role; a report without such a column says so (reading rule 33)."""
    words, measure = view.words, dossier.details.measure
    if measure.assignments:
        return html.Ul(
            [_body(view, one) for one in _in_order(measure.assignments)], className="bodies"
        )
    if dossier.is_report and not measure.bodies_text.strip():
        return words("measure.no_bodies_column")
    return words("measure.not_stated")


def _in_order(assignments: Iterable[Assignment]) -> list[Assignment]:
    roles = list(Role)
    return sorted(assignments, key=lambda one: roles.index(one.role))


def _body(view: View, one: Assignment) -> html.Li:
    words = view.words
    known = bool((view.snapshot.bodies["body_id"] == one.body_id).any())
    name: Component = (
        html.A(one.body, href=body_link(one.body_id, view.filters))
        if known
        else html.Span(one.body)
    )
    pills = [pill(words(f"role.{one.role.value}"))] if one.role is not Role.RESPONSIBLE else []
    pills += [pill(words("role.by_consent"))] if one.by_consent else []
    pills += [pill(words("role.collective"))] if one.collective else []
    spaced = [part for tag in pills for part in (" ", tag)]
    how = [_how_split(words, one)] if one.rule not in _PLAIN_NAMES else []
    return html.Li([name, *spaced, *how])


def _how_split(words: Words, one: Assignment) -> html.Span:
    """How a name that stands otherwise in the cell was put together (reading rules 24, 28, 56)."""
    said: list[str | Component] = [rule_text(words, "bodies", one.rule)]
    if one.used:
        said += [": ", printed_words(one.used)]
    return html.Span(said, className="meta line")


def _theme(view: View, dossier: Dossier) -> Content:
    words, measure = view.words, dossier.details.measure
    how: list[str | Component] = [_how(words, "theme", measure.theme_rule)]
    openings = deciding_words(measure.theme_rule)
    for number, found in enumerate(find_openings(measure.full_text, openings) or openings):
        how += [", " if number else ": ", marked_words((Piece(found, Mark.PROOF),))]
    kept = view.filters.only(["as_of"]).with_(theme=measure.theme.value)
    return [
        html.A(words(f"theme.{measure.theme.value}"), href=href(MEASURES, kept)),
        html.Span(how, className="meta line"),
        *_note(words, dossier, OverrideField.THEME),
    ]


def told_text(words: Words, told: Told) -> str:
    """«відомий з 01.01.2018»."""
    return words("measure.known_from", day=words.day(told.known_from))
