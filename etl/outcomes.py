"""Result cells → outcomes: words, then what the report's date adds to them (reading rules 34-38, 48, 50)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from data.model import Deadline, DeadlineKind, DocumentKind, Header, Outcome, Status
from etl.drafts import Draft
from etl.layouts.rows import Field
from etl.values.evidence import parse_evidence
from etl.values.status import CONFIDENT, parse_status, settle_status
from etl.values.text import clean

_OTHERWISE: Final = {
    Status.COMPLETED: (Status.NOT_DONE, Status.POSTPONED, Status.PARTIAL),
    Status.NOT_DONE: (Status.COMPLETED,),
    Status.POSTPONED: (Status.COMPLETED,),
}


def read_outcome(draft: Draft, deadline: Deadline, header: Header) -> Outcome | None:
    """What a report says of a measure, with its evidence; None where it says nothing of it."""
    has_result = Field.RESULT in draft.cells or Field.STATUS in draft.cells
    if header.kind is not DocumentKind.REPORT or not has_result:
        return None
    word, prose = clean(draft.text(Field.STATUS)), clean(draft.text(Field.RESULT))
    outcome = _of_words(word, prose)
    settled = settle_status(
        outcome, finished=_is_finished(header), before_deadline=_is_before(deadline, header)
    )
    if settled is None:
        return None
    day = header.period_end or header.report_date
    year = header.year_end or (day.year if day is not None else None)
    return replace(settled, evidence=parse_evidence(settled.result_text, year))


def _of_words(word: str, prose: str) -> Outcome:
    """A status word in its own column outweighs the prose beside it (reading rule 48)."""
    if not word:
        return parse_status(prose)
    by_word = parse_status(word)
    text = f"{word} {prose}".strip()
    if by_word.status is not Status.UNCLEAR or not prose:
        return replace(by_word, result_text=text)
    return replace(parse_status(prose), result_text=text)


def contradicting_prose(draft: Draft, outcome: Outcome | None) -> str:
    """The prose that says otherwise than the status column beside it (rule 48), "" when they agree.

    «Виконано» beside «Конкурс не проводився»; «Частково» beside what was done is no contradiction.
    """
    word, prose = clean(draft.text(Field.STATUS)), clean(draft.text(Field.RESULT))
    if outcome is None or not word or not prose:
        return ""
    said, told = parse_status(word).status, parse_status(prose)
    if told.confidence < CONFIDENT or told.status not in _OTHERWISE.get(said, ()):
        return ""
    return prose


def _is_finished(header: Header) -> bool:
    """Whether the report is on whole years that are over, or was written after them."""
    end = header.period_end
    if end is not None:
        return (end.month, end.day) == (12, 31)
    if header.report_date is None or header.year_end is None:
        return False
    return header.report_date > date(header.year_end, 12, 31)


def _is_before(deadline: Deadline, header: Header) -> bool:
    """Whether the report became known while the measure's last due date was still to come."""
    known = header.report_date
    if known is None and header.period_end is not None:
        known = header.period_end + timedelta(days=1)
    if known is None or deadline.kind is DeadlineKind.CONTINUOUS or not deadline.due_dates:
        return False
    return known <= deadline.due_dates[-1]
