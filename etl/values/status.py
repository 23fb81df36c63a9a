"""What a report says of a measure, from the words of its result (reading rules 34, 35, 48, 50).

Words are looked for one by one, each as an event (done, denied, moved, unfinished, continuing, future);
the sense of the passage is the set of its events. Quoted titles hold no events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from data.model import Outcome, Status
from etl.values.lexicon import words
from etl.values.spans import Unit, read_spans
from etl.values.status_doubt import (
    counts_on,
    is_term_alone,
    is_vain,
    is_word_first,
    left_out,
    likelihood,
    untold,
    whole_before,
)
from etl.values.status_events import Event, Sense, read_events, whole
from etl.values.text import skeleton, unbroken

NO_OUTCOME: Final = "no outcome"
# a status read with less is for a person to look at
CONFIDENT: Final = 0.8
_CONTINUING: Final = "continuing work"
_PERCENTAGE: Final = "percentage"
_FUTURE: Final = "planned for later"

_QUOTED: Final = re.compile(r'[«"“„][^«»"“”„]*[»"”“]')
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_SENTENCE_END: Final = re.compile(
    r"[!?;]+|\n+|(?<![\s.(][а-яґєії])(?<!\d)\.(?=\s|$)|(?<=\d)\.(?=\s+[А-ЯҐЄІЇ]|\s*$)"
)
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
        return Outcome(Status.UNCLEAR, text, _sentence(text, match.start()), NO_OUTCOME, 0.9)
    plain = _BRACKETED.sub(_blank, _QUOTED.sub(_blank, folded))
    events = read_events(plain)
    if is_term_alone(plain):
        return Outcome(Status.UNCLEAR, text, text.strip(), NO_OUTCOME, 0.6)
    if match := whole("unclear").search(plain) or untold().search(plain):
        done = [
            e for e in events if e.sense in (Sense.DONE, Sense.HARMLESS) and e.end <= match.start()
        ]
        if not done:
            return Outcome(
                Status.UNCLEAR, text, _sentence(text, match.start()), "says nothing", 0.6
            )
    return _decide(text, plain, events)


def settle_status(outcome: Outcome, *, finished: bool, before_deadline: bool) -> Outcome | None:
    """The outcome of a whole document: what the report's date adds to the words (rules 35, 48, 50).

    `finished`: the report is on a year or plan that is over; `before_deadline`: it was written before the
    measure's deadline. None means the words give no outcome («строк виконання не настав», «–»).
    """
    if outcome.rule == NO_OUTCOME:
        return None
    if outcome.rule == _FUTURE and before_deadline:
        return None
    if outcome.rule == _CONTINUING and finished:
        return replace(outcome, status=Status.COMPLETED, rule="continuing work in a finished year")
    between = outcome.rule == _PERCENTAGE and outcome.status is Status.IN_PROGRESS
    if between and not before_deadline:
        return replace(outcome, status=Status.PARTIAL, rule="percentage past the deadline")
    return outcome


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\s]", "_", match.group())


def _decide(text: str, plain: str, events: list[Event]) -> Outcome:
    events = [e for e in _without_reasons(plain, events) if not _aside(plain, e)]
    by_sense = {sense: [e for e in events if e.sense is sense] for sense in Sense}
    done = by_sense[Sense.DONE] + by_sense[Sense.HARMLESS]
    denied = by_sense[Sense.DENIED]
    moved = by_sense[Sense.MOVED]
    stretches = tuple(_sentence(text, event.start) for event in (denied or moved))

    def outcome(status: Status, rule: str, *decided: Event, confidence: float = 0.9) -> Outcome:
        quotation = _stretch(text, decided)
        confidence = min(confidence, likelihood(status, plain, events, decided))
        return Outcome(status, text, quotation, rule, confidence, tuple(dict.fromkeys(stretches)))

    if not denied and (match := whole("obstacle").search(plain)):
        return outcome(
            Status.UNCLEAR, "a hindrance", Event(Sense.DENIED, *match.span()), confidence=0.5
        )
    percent = _percentage(plain, done)
    if bounded := by_sense[Sense.PARTIAL]:
        sure = 0.95 if any(event.listed for event in bounded) else 0.7
        return outcome(Status.PARTIAL, "said to be partial", bounded[0], confidence=sure)
    if percent is not None and not denied:
        number, start = percent
        event = Event(Sense.DONE, start, start)
        if number >= 100:
            return outcome(Status.COMPLETED, _PERCENTAGE, event)
        if number == 0:
            return outcome(Status.NOT_DONE, _PERCENTAGE, event)
        if len(done) > 1:
            return outcome(Status.PARTIAL, "a share is done", event, confidence=0.8)
        return outcome(Status.IN_PROGRESS, _PERCENTAGE, event, confidence=0.8)
    going = by_sense[Sense.UNFINISHED]
    weak = by_sense[Sense.CONTINUING]
    future = by_sense[Sense.FUTURE]
    if denied and done and is_vain(plain, done, denied[0]):
        return outcome(Status.NOT_DONE, "tried and denied", denied[0], confidence=0.7)
    if denied and not by_sense[Sense.DONE] and by_sense[Sense.HARMLESS]:
        return outcome(Status.NOT_DONE, "only denied", denied[0], confidence=0.75)
    if done and (denied or moved):
        rule = "done and denied" if denied else "done and moved"
        return outcome(Status.PARTIAL, rule, done[0], (denied or moved)[0], confidence=0.85)
    if (
        done
        and (
            whole("rest").search(plain)
            or counts_on(plain, done, going)
            or any(_says_not(plain, event) for event in going)
        )
        and going
    ):
        return outcome(Status.PARTIAL, "done and unfinished", done[0], going[0], confidence=0.7)
    later = [event for event in future if done and _put_off(plain, event)]
    if later and not going:
        return outcome(Status.PARTIAL, "done and put off", done[0], later[0], confidence=0.7)
    if denied and (going or weak) and denied[0].start < (going or weak)[0].start:
        return outcome(Status.NOT_DONE, "denied and begun", denied[0], confidence=0.7)
    if denied and (going or weak):
        return outcome(
            Status.PARTIAL, "going on and denied", (going or weak)[0], denied[0], confidence=0.7
        )
    if moved and not going:
        return outcome(Status.POSTPONED, "moved", moved[0])
    if denied:
        return outcome(Status.NOT_DONE, "only denied", denied[0])
    if going:
        return outcome(Status.IN_PROGRESS, "unfinished", going[0])
    if done:
        if weak and events[0] is weak[0] and is_word_first(plain, events):
            return outcome(Status.IN_PROGRESS, _CONTINUING, weak[0], confidence=0.7)
        if excepted := left_out(plain, done[-1]):
            return outcome(Status.PARTIAL, "done but for", done[0], excepted, confidence=0.7)
        return outcome(Status.COMPLETED, "done", done[0])
    if weak:
        return outcome(Status.IN_PROGRESS, _CONTINUING, weak[0])
    if future:
        return outcome(Status.POSTPONED, _FUTURE, future[0], confidence=0.8)
    return _without_verb(text, plain)


def _without_verb(text: str, plain: str) -> Outcome:
    """A text without a verb: «Так.», «16 листопада форум», «38 консультацій»."""
    if plain.strip(" .!") in words("status", "no"):
        return Outcome(Status.NOT_DONE, text, text.strip(), "said not to be done")
    if plain.strip(" .!") in words("status", "yes"):
        return Outcome(Status.COMPLETED, text, text.strip(), "said to be done")
    first = re.match(r"\W*([а-яґєії]+)(?=\W|$)", plain)
    if first and first.group(1) in words("status", "yes"):
        return Outcome(Status.COMPLETED, text, _sentence(text, first.start(1)), "said to be done")
    spans, _ = read_spans(plain, abbreviations=False)
    if any(span.unit <= Unit.MONTH for span in spans):
        start = min(span.start for span in spans if span.unit <= Unit.MONTH)
        return Outcome(Status.COMPLETED, text, _sentence(text, start), "a dated event", 0.7)
    return Outcome(Status.UNCLEAR, text, text.strip(), "no word decides", 0.3)


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


def _says_not(plain: str, event: Event) -> bool:
    return plain.startswith("не ", event.start)


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


def _stretch(text: str, events: Sequence[Event]) -> str:
    """From the first to the last sentence that decided: what is half done is proved by both halves."""
    bounds = [_sentence_bounds(text, event.start) for event in events]
    return text[min(start for start, _ in bounds) : max(end for _, end in bounds)].strip()


def _sentence(text: str, place: int) -> str:
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
