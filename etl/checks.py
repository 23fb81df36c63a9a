"""Issues of a document that was read: what a person should look at, and how a reading came about (rule 49).

`raw` keeps the printed words; `hint` is the detail a message is filled with: the measure's number, or
what the words were read as («протягом», 28.02.2013).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from data.issues import make_issue
from data.model import Assignment, DeadlineKind, Issue, Measure
from etl.blocks import Paragraph
from etl.drafts import Draft
from etl.layouts.rows import Field
from etl.layouts.words import read_words
from etl.values.bodies import is_doubtful
from etl.values.deadline import parse_deadline
from etl.values.number import number_key
from etl.values.spelling import find_misprints
from etl.values.text import clean, fold, mixed_alphabets

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_BLANK_DATE: Final = re.compile(r"[«\"“„]?\s*_{2,}\s*[»\"”“]?\s*_{2,}\s*(?:20\d\d)?")
_INFINITIVE: Final = re.compile(r"[а-яґєії'’]+(?:ти|тися)$")
_DAY: Final = r"\d{1,2}\s+[а-яґєії]+\s+20\d\d\s*(?:року|р\.?)?"
_READ_CELLS: Final = (Field.TITLE, Field.DEADLINE, Field.BODIES, Field.RESULT)


def check_measure(draft: Draft, measure: Measure, begins: date | None) -> Iterator[Issue]:
    """Everything worth saying about one measure; `begins` is the day its plan or programme was adopted."""
    yield from (
        make_issue("row_joined", place, clean(draft.text(Field.TITLE)), measure.number)
        for place in draft.joined
    )
    yield from _check_letters(draft)
    yield from _check_deadline(draft, measure, begins)
    yield from _check_bodies(draft, measure)


def check_numbers(measures: Iterable[Measure]) -> Iterator[Issue]:
    """Numbers said twice or left out within one direction and task (reading rule 53)."""
    last: dict[tuple[str, str], str] = {}
    seen: set[tuple[str, str, str]] = set()
    for measure in measures:
        if not measure.number:
            continue
        section = (measure.direction_number, measure.task)
        if (*section, measure.number) in seen:
            yield make_issue("number_repeated", measure.place, measure.number, measure.number)
        elif section in last and _leaves_gap(last[section], measure.number):
            yield make_issue("number_gap", measure.place, measure.number, last[section])
        seen.add((*section, measure.number))
        last[section] = measure.number


def check_approval(lines: Iterable[Paragraph]) -> Iterator[Issue]:
    """A form date nobody filled in: ««___» _____ 2015 р.» (reading rule 7)."""
    for line in lines:
        if _BLANK_DATE.search(line.text):
            yield make_issue("approval_blank", line.place, clean(line.text))


def adoption_date(text: str) -> date | None:
    """The day on which the text says that the parent programme was adopted, None if it says none.

    «прийняття 28 лютого 2013 року регіональної цільової Програми» gives 2013-02-28; it is no approval of
    the plan itself (reading rule 7) but no deadline can sensibly stand before it.
    """
    words = "|".join(re.escape(word) for word in read_words()["checks"]["adoption"])
    pattern = re.compile(rf"\b(?:{words})\s+(?P<day>{_DAY})(?=[^.]*\bпрограм)", re.I)
    match = pattern.search(clean(text))
    if match is None:
        return None
    due = parse_deadline(match["day"]).due_dates
    return due[0] if len(due) == 1 else None


def _leaves_gap(before: str, number: str) -> bool:
    old, new = number_key(before), number_key(number)
    if len(old) != len(new) or old[:-1] != new[:-1]:
        return False
    both_counted = old[-1][0] == new[-1][0] == 0
    return both_counted and new[-1][1] > old[-1][1] + 1


def _check_letters(draft: Draft) -> Iterator[Issue]:
    for name in _READ_CELLS:
        text = draft.text(name)
        if not mixed_alphabets(text):
            continue
        for word in dict.fromkeys(_WORD.findall(text)):
            if mixed_alphabets(word):
                meant = fold(word).upper() if word.isupper() else fold(word)
                yield make_issue("mixed_alphabets", draft.place_of(name), word, meant)


def _check_deadline(draft: Draft, measure: Measure, begins: date | None) -> Iterator[Issue]:
    deadline, place = measure.deadline, draft.place_of(Field.DEADLINE)
    for code in deadline.issues:
        yield make_issue(code, place, deadline.text, measure.number)
    for word, meant in {
        m.group(): meant for m, meant in find_misprints(fold(deadline.text))
    }.items():
        yield make_issue("misspelt_word", place, word, meant)
    if deadline.kind is DeadlineKind.CONTINUOUS and is_one_off(measure.title):
        yield make_issue("one_off_continuous", measure.place, deadline.text, measure.number)
    dated = deadline.kind in (DeadlineKind.FIXED, DeadlineKind.PERIOD, DeadlineKind.MULTIPLE)
    if dated and begins is not None and deadline.due_dates and deadline.due_dates[0] < begins:
        yield make_issue("deadline_before_approval", place, deadline.text, f"{begins:%d.%m.%Y}")


def is_one_off(title: str) -> bool:
    """Whether a measure is done once and then finished: «…створити на сайті рубрики…», «Розроблення порядку…».

    The first infinitive decides, or the first word when there is no infinitive.
    """
    words = _WORD.findall(fold(title))
    verb = next((word for word in words if _INFINITIVE.fullmatch(word)), None)
    leading = verb or (words[0] if words else "")
    return leading in _one_off()


@lru_cache(maxsize=1)
def _one_off() -> frozenset[str]:
    return frozenset(fold(word) for word in read_words()["checks"]["one_off"])


def _check_bodies(draft: Draft, measure: Measure) -> Iterator[Issue]:
    text = draft.text(Field.BODIES)
    place = draft.place_of(Field.BODIES)
    if clean(text).strip("-–— ") and not measure.assignments:
        yield make_issue("bodies_unread", place, clean(text), measure.number)
    for assignment in measure.assignments:
        if is_doubtful(assignment):
            yield make_issue("body_doubtful", place, assignment.used, measure.number)
        printed = _stray_comma(assignment, text)
        if printed is not None:
            yield make_issue("stray_comma", place, printed, assignment.body)


def _stray_comma(assignment: Assignment, text: str) -> str | None:
    """The printed name with a misprinted comma inside («Структурні підрозділи, виконавчого органу»)."""
    printed, name = clean(text), assignment.body
    if name in printed:
        return None
    pattern = ",? ".join(re.escape(word) for word in name.split())
    match = re.search(pattern, printed, re.I)
    return match.group() if match is not None and "," in match.group() else None
