"""A reading and a correction in words, and the lines of `overrides.toml` that would correct a reading."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from data.i18n import Words
from data.model import Assignment, Deadline
from data.overrides import OverrideField, Reading, StatusReading, ThemeReading

_SHOWN_DATES = 8


def reading_words(words: Words, reading: Reading) -> str:
    """A reading in one line: «проміжок часу: 01.04.2013 – 31.12.2013», «Виконано частково»."""
    match reading:
        case Deadline():
            return deadline_words(words, reading)
        case StatusReading():
            return words(f"state.{reading.status.value}")
        case ThemeReading():
            return words(f"theme.{reading.theme.value}")
        case str():
            return " ".join(reading.split())
    return "; ".join(_body_words(words, one) for one in reading) or words("override.nobody")


def deadline_words(words: Words, deadline: Deadline) -> str:
    """Kind and dates of a deadline in one line; very many dates are counted."""
    kind = words(f"deadline.{deadline.kind.value}")
    days = [words.day(day) for day in deadline.due_dates]
    if deadline.start is not None and len(days) == 1:
        days = [f"{words.day(deadline.start)} – {days[0]}"]
    left = len(days) - _SHOWN_DATES
    shown = ", ".join(days[:_SHOWN_DATES])
    if left > 0:
        shown = words("measure.more_dates", shown=shown, more=left, last=days[-1])
    return f"{kind}: {shown}" if shown else kind


def override_lines(
    measure_id: str, field: OverrideField, printed: str, reading: Reading, today: date
) -> str:
    """A correction ready to copy into `overrides.toml`: the present reading stands where the right one goes."""
    head = {"measure": measure_id, "field": field.value, "words": printed, "reason": "", "by": ""}
    lines = ["[[override]]", *(f"{name} = {_quoted(value)}" for name, value in head.items())]
    return "\n".join([*lines, f"on = {today.isoformat()}", *_value_lines(reading), ""])


def _value_lines(reading: Reading) -> Iterator[str]:
    match reading:
        case Deadline():
            yield f"kind = {_quoted(reading.kind.value)}"
            if reading.start is not None:
                yield f"start = {reading.start.isoformat()}"
            yield f"due_dates = [{', '.join(day.isoformat() for day in reading.due_dates)}]"
        case StatusReading():
            yield f"status = {_quoted(reading.status.value)}"
        case ThemeReading():
            yield f"theme = {_quoted(reading.theme.value)}"
        case str():
            yield f"title = {_quoted(reading)}"
        case _:
            yield from _body_lines(reading)


def _body_lines(named: Sequence[Assignment]) -> Iterator[str]:
    """Each body as a table of its own, so that a line can be taken out or put in."""
    if not named:
        yield "bodies = []"
    for one in named:
        yield "[[override.bodies]]"
        yield f"name = {_quoted(one.body)}"
        yield f'role = "{one.role.value}"'
        yield from (f"{name} = true" for name in ("by_consent", "collective") if getattr(one, name))


def _quoted(text: str) -> str:
    """A text as a basic string of TOML: JSON's, with the one control sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _body_words(words: Words, one: Assignment) -> str:
    marks = [words(f"role.{one.role.value}")] if one.role.value != "responsible" else []
    marks += [words("role.by_consent")] if one.by_consent else []
    return f"{one.body} ({', '.join(marks)})" if marks else one.body
