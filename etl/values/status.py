"""What a report says of a measure, from the words of its result (reading rules 34, 35, 48, 50).

Words are looked for one by one, each as an event (done, denied, moved, unfinished, continuing, future);
the sense of the passage is the set of its events. Quoted titles hold no events.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from data.model import Outcome, Status
from etl.values.lexicon import words
from etl.values.spans import Unit, read_spans
from etl.values.status_doubt import is_term_alone, untold, whole_before
from etl.values.status_events import Event, Sense, read_events, whole
from etl.values.status_passage import CONTINUING, FUTURE, Passage, decide, sentence
from etl.values.text import skeleton, unbroken

NO_OUTCOME: Final = "no outcome"
# a status read with less is for a person to look at
CONFIDENT: Final = 0.8
_PERCENTAGE: Final = "percentage"

_QUOTED: Final = re.compile(r'[«"“„][^«»"“”„]*[»"”“]')
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_PERCENT: Final = re.compile(r"(?<![\d,.])(\d{1,3}(?:[.,]\d+)?)\s*(?:%|відсотк|процент)")
_EMPTY: Final = re.compile(r"[\W_]*")


def parse_status(text: str) -> Outcome:
    """What a result text says by its words alone, with the stretch that decided (reading rules 34, 48).

    «Довідник створено … Видання не здійснювалося…» is partial: one part done, another expressly denied.
    Words that decide nothing give unclear, never a guess (rule 49).
    """
    return _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Outcome:
    joined, places = unbroken(text)
    outcome = _read_joined(joined)
    if places is None:
        return outcome
    denied = tuple(_as_printed(text, joined, places, stretch) for stretch in outcome.denied)
    quotation = _as_printed(text, joined, places, outcome.quotation)
    return replace(outcome, result_text=text, quotation=quotation, denied=denied)


def _as_printed(text: str, joined: str, places: list[int], stretch: str) -> str:
    """A stretch of the joined text as it is printed, its broken words broken."""
    start = joined.index(stretch)
    if not stretch:
        return ""
    return text[places[start] : places[start + len(stretch) - 1] + 1]


def _read_joined(text: str) -> Outcome:
    folded = skeleton(text)
    if _EMPTY.fullmatch(folded):
        return Outcome(Status.UNCLEAR, text, text.strip(), NO_OUTCOME, 0.0)
    if match := whole("not_due").search(folded):
        return Outcome(Status.UNCLEAR, text, sentence(text, match.start()), NO_OUTCOME, 0.9)
    plain = _BRACKETED.sub(_blank, _QUOTED.sub(_blank, folded))
    events = read_events(plain)
    if is_term_alone(plain):
        return Outcome(Status.UNCLEAR, text, text.strip(), NO_OUTCOME, 0.6)
    if match := whole("unclear").search(plain) or untold().search(plain):
        done = [
            e for e in events if e.sense in (Sense.DONE, Sense.HARMLESS) and e.end <= match.start()
        ]
        if not done:
            return Outcome(Status.UNCLEAR, text, sentence(text, match.start()), "says nothing", 0.6)
    return _decide(text, plain, events)


def settle_status(outcome: Outcome, *, finished: bool, before_deadline: bool) -> Outcome | None:
    """The outcome of a whole document: what the report's date adds to the words (rules 35, 48, 50).

    `finished`: the report is on a year or plan that is over; `before_deadline`: it was written before the
    measure's deadline. None means the words give no outcome («строк виконання не настав», «–»).
    """
    if outcome.rule == NO_OUTCOME:
        return None
    if outcome.rule == FUTURE and before_deadline:
        return None
    if outcome.rule == CONTINUING and finished:
        return replace(outcome, status=Status.COMPLETED, rule="continuing work in a finished year")
    between = outcome.rule == _PERCENTAGE and outcome.status is Status.IN_PROGRESS
    if between and not before_deadline:
        return replace(outcome, status=Status.PARTIAL, rule="percentage past the deadline")
    return outcome


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\s]", "_", match.group())


def _decide(text: str, plain: str, events: list[Event]) -> Outcome:
    passage = Passage(text, plain, events)
    if not passage.denied and (match := whole("obstacle").search(plain)):
        hindrance = Event(Sense.DENIED, *match.span())
        return passage.outcome(Status.UNCLEAR, "a hindrance", hindrance, confidence=0.5)
    if bounded := passage.bounded:
        sure = 0.95 if any(event.listed for event in bounded) else 0.7
        return passage.outcome(Status.PARTIAL, "said to be partial", bounded[0], confidence=sure)
    percent = _percentage(plain, passage.done)
    if percent is not None and not passage.denied:
        return _of_percentage(passage, *percent)
    return decide(passage) or _without_verb(text, plain)


def _of_percentage(passage: Passage, number: float, start: int) -> Outcome:
    event = Event(Sense.DONE, start, start)
    if number >= 100:
        return passage.outcome(Status.COMPLETED, _PERCENTAGE, event)
    if number == 0:
        return passage.outcome(Status.NOT_DONE, _PERCENTAGE, event)
    if len(passage.done) > 1:
        return passage.outcome(Status.PARTIAL, "a share is done", event, confidence=0.8)
    return passage.outcome(Status.IN_PROGRESS, _PERCENTAGE, event, confidence=0.8)


def _without_verb(text: str, plain: str) -> Outcome:
    """A text without a verb: «Так.», «16 листопада форум», «38 консультацій»."""
    if plain.strip(" .!") in words("status", "no"):
        return Outcome(Status.NOT_DONE, text, text.strip(), "said not to be done")
    if plain.strip(" .!") in words("status", "yes"):
        return Outcome(Status.COMPLETED, text, text.strip(), "said to be done")
    first = re.match(r"\W*([а-яґєії]+)(?=\W|$)", plain)
    if first and first.group(1) in words("status", "yes"):
        return Outcome(Status.COMPLETED, text, sentence(text, first.start(1)), "said to be done")
    spans, _ = read_spans(plain, abbreviations=False)
    if any(span.unit <= Unit.MONTH for span in spans):
        start = min(span.start for span in spans if span.unit <= Unit.MONTH)
        return Outcome(Status.COMPLETED, text, sentence(text, start), "a dated event", 0.7)
    return Outcome(Status.UNCLEAR, text, text.strip(), "no word decides", 0.3)


def _percentage(plain: str, done: list[Event]) -> tuple[float, int] | None:
    matches = list(_PERCENT.finditer(plain))
    if len(matches) != 1:
        return None
    match = matches[0]
    alone = re.fullmatch(
        r"[\W_]*", plain[: match.start()] + re.sub(r"^\w*", "", plain[match.end() :])
    )
    said = whole("share_of").search(plain)
    before = plain[: match.start()]
    if whole_before("reached").search(before):
        return float(match.group(1).replace(",", ".")), match.start()
    reached = re.search(r"(?<!\w)на\s+$", before) and not whole("growth").search(plain)
    if alone or (said and (done or "готовн" in plain)) or (reached and done):
        return float(match.group(1).replace(",", ".")), match.start()
    return None
