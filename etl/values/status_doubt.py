"""How far the reading of a result can be trusted, from what else stands in the passage (reading rule 49).

The likelihoods are the shares of right readings among labelled passages that had not been read before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from data.model import Status
from etl.values.lexicon import alternation, lexicon, words
from etl.values.status_events import Event, Sense, whole

_SURE: Final = 0.95
_SHADED: Final = 0.7
_CONTRARY: Final = 0.6
_SENTENCE: Final = re.compile(r"[.;!?\n]")
_FIRST: Final = re.compile(r"\s*(?:захід\s+)?[а-яґєії']+\s*[.;\n]")
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
        if _is_shaded(plain) or Sense.FUTURE in senses or _goes_on_first(events):
            return _SHADED
        done = [event for event in events if event.sense in (Sense.DONE, Sense.HARMLESS)]
        if not any(event.listed for event in (*decided, *done)):
            return _SHADED
    if status is Status.PARTIAL and not all(event.listed for event in decided):
        return _SHADED
    if status is Status.COMPLETED and _only_tried(plain, events):
        return _SHADED
    if status is Status.PARTIAL and (
        is_word_first(plain, events) or _only_tried(plain, events) or _denied_first(decided)
    ):
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


def _goes_on_first(events: Sequence[Event]) -> bool:
    """Whether the passage opens with work that goes on: «Проводяться прийоми, за півріччя прийнято 240 осіб»."""
    return bool(events) and events[0].sense is Sense.CONTINUING


def _done_before(plain: str, events: Sequence[Event], going: Event) -> bool:
    """Whether something else was done before what goes on: «Створено 12 центрів, ще у двох роботи тривають»."""
    return any(
        event.sense is Sense.DONE and _CLAUSE.search(plain, event.end, going.start)
        for event in events
        if event.start < going.start
    )


def _denied_first(decided: Sequence[Event]) -> bool:
    """Whether the denial opens the passage: what was done may be its cause («не реалізовано, кошти повернуто»)."""
    denied = [event.start for event in decided if event.sense is Sense.DENIED]
    return bool(denied) and denied[0] == min(event.start for event in decided)


def counts_on(plain: str, done: Sequence[Event], going: Sequence[Event]) -> bool:
    """Whether the unfinished work is counted after what was done: «12 наборів, 3 набори – на узгодженні»."""
    return bool(done and going) and bool(_count().search(plain, done[0].end, going[0].start))


def is_word_first(plain: str, events: Sequence[Event]) -> bool:
    """Whether a bare word of state opens a passage that goes on: «Виконується. Договір укладено 15.10.2014»."""
    if not events or not (match := _FIRST.match(plain)):
        return False
    return len(events) > 1 and events[0].end <= match.end() < events[1].start


def _only_tried(plain: str, events: Sequence[Event]) -> bool:
    done = [event for event in events if event.sense is Sense.DONE]
    return bool(done) and all(_attempts().match(plain, event.start) for event in done)


def is_vain(plain: str, done: Sequence[Event], denied: Event) -> bool:
    """Whether all that was done only tried what is denied next: «тендер оголошувався двічі, але не відбувся»."""
    if any(event.end > denied.start for event in done):
        return False
    if _therefore().search(plain, done[-1].end, denied.start):
        return True
    but = _but().search(plain, 0, denied.start)
    return bool(but) and all(_attempts().match(plain, event.start) for event in done)


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
    """«інформацію про виконання заходу управлінням не надано», «потреби немає»: nothing is told of the work."""
    told, untold = alternation(words("status", "told")), alternation(words("status", "untold"))
    return re.compile(
        rf"(?<!\w){told}(?:\s+[\w'-]+){{0,6}}?\s+{untold}(?!\w)|(?<!\w){untold}\s+{told}(?!\w)"
    )


@cache
def _term() -> re.Pattern[str]:
    return re.compile(rf"\s*{alternation(words('status', 'term'))}\s*[-:]")


@cache
def _count() -> re.Pattern[str]:
    spelt = [word for forms in lexicon()["numbers"].values() for word in forms]
    ordinal = r"(?:перш|друг|трет|четверт|останн)[а-яґєії]{1,4}"
    return re.compile(rf"[,;]\s+(?:а\s+|ще\s+)?(?:\d+|{alternation(spelt)}|{ordinal})(?!\w)")


@cache
def _but() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('status', 'contrast'))}\s+(?:так\s+і\s+)?$")


@cache
def whole_before(key: str) -> re.Pattern[str]:
    """The wordings under `[status] key` at the end of what stands before a figure: «виконання – 70 %»."""
    return re.compile(
        rf"(?<!\w){alternation(words('status', key))}"
        r"(?:\s+[а-яґєії']+)?\s*(?:-|:|становить|складає|склало|склала|сягає)\s*$"
    )


@cache
def _therefore() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words('status', 'therefore'))}(?!\w)")


@cache
def _left_out() -> re.Pattern[str]:
    excepting = alternation(words("status", "except"))
    return re.compile(rf"(?<!\w)({excepting})(?!\w)(?!\s+(?:того|цього))[^,;\n]*$")


@cache
def _attempts() -> re.Pattern[str]:
    return re.compile(alternation(words("status", "attempts")))
