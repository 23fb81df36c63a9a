"""How far the reading of a result can be trusted, from what else stands in the passage (reading rule 49).

The likelihoods are the shares of right readings among labelled passages that had not been read before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from data.model import Status
from etl.values.lexicon import alternation, words
from etl.values.status_events import Event, Sense, whole

_SURE: Final = 0.95
_SHADED: Final = 0.7
_CONTRARY: Final = 0.6
_SENTENCE: Final = re.compile(r"[.;!?\n]")
_CLAUSE: Final = re.compile(r"[,.;:!?\n]|(?<!\w)(?:але|однак|проте|а|та|і)(?!\w)")


def likelihood(
    status: Status, plain: str, events: Sequence[Event], decided: Sequence[Event]
) -> float:
    """The most that a reading can be trusted, between 0 and 1: less than 0.8 is for a person to look at."""
    contrast = bool(whole("contrast").search(plain))
    senses = {event.sense for event in events}
    if status is Status.COMPLETED:
        if contrast:
            return _CONTRARY
        if _is_shaded(plain) or Sense.FUTURE in senses:
            return _SHADED
    if status is Status.IN_PROGRESS:
        if contrast:
            return _CONTRARY
        if not decided[0].listed or _done_before(plain, events, decided[0]):
            return _SHADED
    return _SURE


def _is_shaded(plain: str) -> bool:
    kept = {match.start() for match in whole("plain").finditer(plain)}
    return any(match.start() not in kept for match in whole("shade").finditer(plain))


def _done_before(plain: str, events: Sequence[Event], going: Event) -> bool:
    """Whether something else was done before what goes on: «Створено 12 центрів, ще у двох роботи тривають»."""
    return any(
        event.sense is Sense.DONE and _CLAUSE.search(plain, event.end, going.start)
        for event in events
        if event.start < going.start
    )


def is_vain(plain: str, done: Sequence[Event], denied: Event) -> bool:
    """Whether all that was done only tried what is denied next: «тендер оголошувався двічі, але не відбувся»."""
    return bool(_but().search(plain, 0, denied.start)) and all(
        event.end <= denied.start and _attempts().match(plain, event.start) for event in done
    )


def left_out(plain: str, done: Event) -> Event | None:
    """What a plain «done» excepts at its end: «План заходів виконано, крім пункту 5»."""
    match = _left_out().search(plain, done.end)
    if match is None or _SENTENCE.search(plain, done.end, match.start()):
        return None
    return Event(Sense.DENIED, match.start(1), match.end(1))


def is_term_alone(plain: str) -> bool:
    """Whether only the deadline is said again: «Строк виконання – грудень 2019 року»."""
    return bool(_term().match(plain))


@cache
def untold() -> re.Pattern[str]:
    """«інформацію про виконання заходу управлінням не надано»: nothing was told of the work."""
    return re.compile(
        rf"(?<!\w){alternation(words('status', 'told'))}(?:\s+[\w'-]+){{0,6}}?\s+"
        rf"{alternation(words('status', 'untold'))}(?!\w)"
    )


@cache
def _term() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternation(words('status', 'term'))}\s*[-:]")


@cache
def _but() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('status', 'contrast'))}\s+(?:так\s+і\s+)?$")


@cache
def _left_out() -> re.Pattern[str]:
    excepting = alternation(words("status", "except"))
    return re.compile(rf"(?<!\w)({excepting})(?!\w)(?!\s+(?:того|цього))[^,;\n]*$")


@cache
def _attempts() -> re.Pattern[str]:
    return re.compile(alternation(words("status", "attempts")))
