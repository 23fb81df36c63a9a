"""A result with its events, and the status that their meeting gives (reading rules 34, 35, 48)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data.model import Outcome, Status
from etl.values.spans import read_spans
from etl.values.status_doubt import counts_on, is_vain, is_word_first, left_out, likelihood
from etl.values.status_events import Event, Sense, whole

CONTINUING: Final = "continuing work"
FUTURE: Final = "planned for later"
_SENTENCE_END: Final = re.compile(
    r"[!?;]+|\n+|(?<![\s.(][а-яґєії])(?<!\d)\.(?=\s|$)|(?<=\d)\.(?=\s+[А-ЯҐЄІЇ]|\s*$)"
)


class Passage:
    """The words of a result and the events in them, by what they say."""

    def __init__(self, text: str, plain: str, events: list[Event]) -> None:
        self.text = text
        self.plain = plain
        self.events = [e for e in _without_reasons(plain, events) if not _aside(plain, e)]
        self.worked = self._of(Sense.DONE)
        self.harmless = self._of(Sense.HARMLESS)
        self.done = self.worked + self.harmless
        self.denied = self._of(Sense.DENIED)
        self.moved = self._of(Sense.MOVED)
        self.bounded = self._of(Sense.PARTIAL)
        self.going = self._of(Sense.UNFINISHED)
        self.weak = self._of(Sense.CONTINUING)
        self.future = self._of(Sense.FUTURE)

    def _of(self, sense: Sense) -> list[Event]:
        return [event for event in self.events if event.sense is sense]

    def outcome(
        self, status: Status, rule: str, *decided: Event, confidence: float = 0.9
    ) -> Outcome:
        """A status with the sentences that decided it, trusted no more than the other words allow."""
        confidence = min(confidence, likelihood(status, self.plain, self.events, decided))
        stretches = [sentence(self.text, event.start) for event in (self.denied or self.moved)]
        denied = tuple(dict.fromkeys(stretches))
        return Outcome(status, self.text, self._stretch(decided), rule, confidence, denied)

    def _stretch(self, events: Sequence[Event]) -> str:
        """From the first to the last sentence that decided: what is half done is proved by both halves."""
        bounds = [_sentence_bounds(self.text, event.start) for event in events]
        return self.text[min(start for start, _ in bounds) : max(end for _, end in bounds)].strip()


def decide(passage: Passage) -> Outcome | None:
    """The status of a passage by its events; None if it has none."""
    return _of_two_senses(passage) or _of_one_sense(passage)


def _of_two_senses(passage: Passage) -> Outcome | None:
    """Done or begun on the one hand, denied, moved or unfinished on the other."""
    done, denied, going = passage.done, passage.denied, passage.going
    if denied and done and is_vain(passage.plain, done, denied[0]):
        return passage.outcome(Status.NOT_DONE, "tried and denied", denied[0], confidence=0.7)
    if denied and passage.harmless and not passage.worked:
        return passage.outcome(Status.NOT_DONE, "only denied", denied[0], confidence=0.75)
    if done and (denied or passage.moved):
        rule = "done and denied" if denied else "done and moved"
        against = (denied or passage.moved)[0]
        return passage.outcome(Status.PARTIAL, rule, done[0], against, confidence=0.85)
    if done and going and _is_rest_unfinished(passage):
        return passage.outcome(
            Status.PARTIAL, "done and unfinished", done[0], going[0], confidence=0.7
        )
    later = [event for event in passage.future if done and _put_off(passage.plain, event)]
    if later and not going:
        return passage.outcome(
            Status.PARTIAL, "done and put off", done[0], later[0], confidence=0.7
        )
    begun = going or passage.weak
    if denied and begun and denied[0].start < begun[0].start:
        return passage.outcome(Status.NOT_DONE, "denied and begun", denied[0], confidence=0.7)
    if denied and begun:
        return passage.outcome(
            Status.PARTIAL, "going on and denied", begun[0], denied[0], confidence=0.7
        )
    return None


def _of_one_sense(passage: Passage) -> Outcome | None:
    if passage.moved and not passage.going:
        return passage.outcome(Status.POSTPONED, "moved", passage.moved[0])
    if passage.denied:
        return passage.outcome(Status.NOT_DONE, "only denied", passage.denied[0])
    if passage.going:
        return passage.outcome(Status.IN_PROGRESS, "unfinished", passage.going[0])
    if passage.done:
        return _of_done(passage)
    if passage.weak:
        return passage.outcome(Status.IN_PROGRESS, CONTINUING, passage.weak[0])
    if passage.future:
        return passage.outcome(Status.POSTPONED, FUTURE, passage.future[0], confidence=0.8)
    return None


def _of_done(passage: Passage) -> Outcome:
    done, weak = passage.done, passage.weak
    if weak and passage.events[0] is weak[0] and is_word_first(passage.plain, passage.events):
        return passage.outcome(Status.IN_PROGRESS, CONTINUING, weak[0], confidence=0.7)
    if excepted := left_out(passage.plain, done[-1]):
        return passage.outcome(Status.PARTIAL, "done but for", done[0], excepted, confidence=0.7)
    return passage.outcome(Status.COMPLETED, "done", done[0])


def _is_rest_unfinished(passage: Passage) -> bool:
    plain, going = passage.plain, passage.going
    return (
        bool(whole("rest").search(plain))
        or counts_on(plain, passage.done, going)
        or any(plain.startswith("не ", event.start) for event in going)
    )


def _without_reasons(plain: str, events: list[Event]) -> list[Event]:
    """Without what only explains a denial: «не сформовано: подано недостатню кількість заяв»."""
    kept: list[Event] = []
    for event in events:
        denied = [e for e in kept if e.sense is Sense.DENIED]
        if event.sense is not Sense.DENIED and denied:
            between = plain[denied[-1].end : event.start]
            if (":" in between or whole("reasons").search(between)) and not re.search(
                r"[.;\n]", between
            ):
                continue
        kept.append(event)
    return kept


def _put_off(plain: str, event: Event) -> bool:
    """Whether a plan with a time is for the rest of this work («тираж буде видано у 2019 році»)."""
    before = re.split(r"[.;:!?\n]", plain[: event.start])[-1]
    clause = re.split(r"[.;:!?\n]", plain[event.end :])[0]
    spans, years = read_spans(clause, abbreviations=False)
    own = re.split(r",", before)[-1]
    return bool(
        (spans or years)
        and not whole("another").search(own + plain[event.start : event.end] + clause)
    )


def _aside(plain: str, event: Event) -> bool:
    """Whether the event stands in a clause about something else («проектів, які виконуються ІГС»)."""
    if event.sense not in (Sense.CONTINUING, Sense.FUTURE, Sense.UNFINISHED):
        return False
    clause = re.split(r"[,.;:!?\n]", plain[: event.start])[-1]
    return bool(
        re.match(r"\s*(?:на\s+|в\s+|у\s+|за\s+|до\s+)?(?:як[а-яґєії]{1,4}|що)(?!\w)", clause)
    )


def sentence(text: str, place: int) -> str:
    """The sentence around a place, an exact stretch of the text."""
    start, end = _sentence_bounds(text, place)
    return text[start:end].strip()


def _sentence_bounds(text: str, place: int) -> tuple[int, int]:
    start, end = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= place:
            start = match.end()
        elif match.start() >= place:
            end = match.end()
            break
    return start, end
