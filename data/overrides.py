"""Corrections by a person: what a field of a measure was read as is replaced, its printed words never are.

One mechanism whatever a correction comes from: a line of `overrides.toml` now, a form of a page later. It is
tied to the words it was made for, so a document that changed is noticed (product: «A correction by a person»).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias

from data.issues import make_issue
from data.model import (
    Assignment,
    Deadline,
    DeadlineKind,
    Document,
    Issue,
    Measure,
    Place,
    Role,
    Status,
    Theme,
)


class OverrideField(StrEnum):
    """What of a measure a person can correct."""

    DEADLINE = "deadline"
    BODIES = "bodies"
    STATUS = "status"
    THEME = "theme"
    TITLE = "title"


class OverrideFate(StrEnum):
    """What became of a correction: applied, or why it no longer applies."""

    APPLIED = "applied"
    NEEDLESS = "needless"
    WORDS_DIFFER = "words_differ"
    NO_MEASURE = "no_measure"
    NO_DOCUMENT = "no_document"


@dataclass(frozen=True, slots=True)
class StatusReading:
    """The part of an outcome that can be corrected; `quotation` is a stretch of the result's text."""

    status: Status
    quotation: str = ""
    rule: str = ""
    confidence: float = 1.0
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeReading:
    """A theme and the rule that set it."""

    theme: Theme
    rule: str = ""


BY_HAND: Final = "override."
"""How the rule of a corrected reading begins: `override.deadline`."""

Reading: TypeAlias = Deadline | tuple[Assignment, ...] | StatusReading | ThemeReading | str
Identify: TypeAlias = Callable[[Assignment, str], Assignment]
"""Gives an assignment the id of its body in a region."""


@dataclass(frozen=True, slots=True)
class Override:
    """A correction of one field of one measure, with why, by whom (a role) and when.

    `words` are the printed words it was made for; while the document says others it is not applied. `file` and
    `line` are where it is written.
    """

    measure_id: str
    field: OverrideField
    words: str
    reading: Reading
    reason: str
    author: str
    day: date
    file: str = ""
    line: int = 0

    @property
    def document_key(self) -> str:
        """The document of its measure."""
        return self.measure_id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one correction; of an applied one the measure's position and what was read before."""

    override: Override
    fate: OverrideFate
    position: int = 0
    was: Reading = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document with its corrections applied, and what became of each."""

    document: Document
    verdicts: tuple[Verdict, ...] = ()

    @property
    def applied(self) -> tuple[Verdict, ...]:
        """The corrections that took effect."""
        return tuple(one for one in self.verdicts if one.fate is OverrideFate.APPLIED)


@dataclass(frozen=True, slots=True)
class OverrideBook:
    """All corrections in force, and how the bodies they name get their ids."""

    overrides: tuple[Override, ...] = ()
    identify: Identify = lambda assignment, region_iso: assignment

    def of(self, document_key: str) -> tuple[Override, ...]:
        """The corrections of one document."""
        return tuple(one for one in self.overrides if one.document_key == document_key)

    def fingerprint(self, document_key: str) -> str:
        """A hash of everything the corrections of a document say; "" where there are none."""
        said = sorted(_fingerprint(one) for one in self.of(document_key))
        return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""

    def apply(self, document_key: str, document: Document, ids: Sequence[str]) -> Corrected:
        """The document with its corrections; `ids` are the addresses of its measures, in their order."""
        own = self.of(document_key)
        if not own:
            return Corrected(document, ())
        return apply_overrides(document, ids, own, self.identify)


NO_OVERRIDES: Final = OverrideBook()


def by_hand(field: OverrideField) -> str:
    """The rule of a corrected reading: `override.deadline`."""
    return f"{BY_HAND}{field.value}"


def apply_overrides(
    document: Document, ids: Sequence[str], overrides: Iterable[Override], identify: Identify
) -> Corrected:
    """The document with the corrections that still fit its words, each with its fate.

    A corrected reading has the rule `override.<field>`. A correction that does not fit, or says what was read
    anyway, leaves the reading as it is and an issue in the document.
    """
    places = {measure_id: index for index, measure_id in enumerate(ids)}
    measures = list(document.measures)
    verdicts = []
    for override in overrides:
        index = places.get(override.measure_id)
        measure = None if index is None else measures[index]
        verdict = judge_override(override, measure)
        if verdict.fate is OverrideFate.APPLIED and index is not None:
            measures[index] = _corrected(measures[index], override.reading, document, identify)
        verdicts.append(verdict)
    issues = (*document.issues, *_issues(document.measures, places, verdicts))
    corrected = replace(document, measures=tuple(measures), issues=issues)
    return Corrected(corrected, tuple(verdicts))


def judge_override(override: Override, measure: Measure | None) -> Verdict:
    """Whether a correction applies to a measure as it was read; `measure` None for one that is gone."""
    if measure is None:
        return Verdict(override, OverrideFate.NO_MEASURE)
    read = reading_of(measure, override.field)
    fits = same_words(printed_words(measure, override.field), override.words)
    if read is None or not fits:
        return Verdict(override, OverrideFate.WORDS_DIFFER, measure.position)
    same = essence(read) == essence(override.reading)
    fate = OverrideFate.NEEDLESS if same else OverrideFate.APPLIED
    return Verdict(override, fate, measure.position, read)


def reading_of(measure: Measure, field: OverrideField) -> Reading | None:
    """What a field of a measure was read as; None for the status of a measure that no report speaks of."""
    match field:
        case OverrideField.DEADLINE:
            return measure.deadline
        case OverrideField.BODIES:
            return measure.assignments
        case OverrideField.THEME:
            return ThemeReading(measure.theme, measure.theme_rule)
        case OverrideField.TITLE:
            return measure.title
    told = measure.outcome
    if told is None:
        return None
    return StatusReading(told.status, told.quotation, told.rule, told.confidence, told.denied)


def with_reading(measure: Measure, reading: Reading) -> Measure:
    """The measure with one field read otherwise; its printed words stay."""
    match reading:
        case Deadline():
            return replace(measure, deadline=replace(reading, text=measure.deadline.text))
        case StatusReading():
            if measure.outcome is None:
                return measure
            return replace(measure, outcome=replace(measure.outcome, **asdict(reading)))
        case ThemeReading():
            return replace(measure, theme=reading.theme, theme_rule=reading.rule)
        case str():
            return replace(measure, title=reading)
    return replace(measure, assignments=reading)


def printed_words(measure: Measure, field: OverrideField) -> str:
    """The words of the document that a field was read from."""
    match field:
        case OverrideField.DEADLINE:
            return measure.deadline.text
        case OverrideField.BODIES:
            return measure.bodies_text
        case OverrideField.STATUS:
            return measure.outcome.result_text if measure.outcome else ""
    return measure.full_text


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same words, whatever white space stands between them."""
    return one.split() == other.split()


def find_words(text: str, words: str) -> str:
    """The stretch of `text` that is these words, whatever white space stands between them; "" for none."""
    parts = [re.escape(word) for word in words.split()]
    match = re.search(r"\s+".join(parts), text) if parts else None
    return match[0] if match is not None else ""


def essence(reading: Reading) -> object:
    """What of a reading the figures see: two readings with one essence differ in nothing but their rule."""
    match reading:
        case Deadline():
            return (reading.kind, reading.start, reading.due_dates)
        case StatusReading():
            return reading.status
        case ThemeReading():
            return reading.theme
        case str():
            return " ".join(reading.split())
    return [(" ".join(one.body.split()).casefold(), one.role, one.by_consent) for one in reading]


def encode_reading(reading: Reading) -> str:
    """A reading as the JSON text of a column."""
    said = (
        reading
        if isinstance(reading, str)
        else [asdict(one) for one in reading]
        if isinstance(reading, tuple)
        else asdict(reading)
    )
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def decode_reading(field: str, text: str) -> Reading:
    """The reading that a column's JSON text holds; raises ValueError for a field that is none."""
    said: Any = json.loads(text)
    match OverrideField(field):
        case OverrideField.DEADLINE:
            start = said["start"]
            return Deadline(
                **{**said, "issues": tuple(said["issues"])}
                | {
                    "kind": DeadlineKind(said["kind"]),
                    "start": date.fromisoformat(start) if start else None,
                    "due_dates": tuple(date.fromisoformat(day) for day in said["due_dates"]),
                }
            )
        case OverrideField.STATUS:
            parts = {"status": Status(said["status"]), "denied": tuple(said["denied"])}
            return StatusReading(**said | parts)
        case OverrideField.THEME:
            return ThemeReading(Theme(said["theme"]), said["rule"])
        case OverrideField.BODIES:
            return tuple(Assignment(**one | {"role": Role(one["role"])}) for one in said)
    return str(said)


def _corrected(
    measure: Measure, reading: Reading, document: Document, identify: Identify
) -> Measure:
    """The measure as a person reads it: bodies with their ids, a status proved by words of its result."""
    if isinstance(reading, tuple):
        reading = tuple(identify(one, document.header.region_iso) for one in reading)
    if isinstance(reading, StatusReading) and measure.outcome is not None:
        text = measure.outcome.result_text
        reading = replace(reading, quotation=find_words(text, reading.quotation) or text)
    return with_reading(measure, reading)


def _issues(
    measures: Sequence[Measure], places: dict[str, int], verdicts: Iterable[Verdict]
) -> Iterable[Issue]:
    for verdict in verdicts:
        if verdict.fate is OverrideFate.APPLIED:
            continue
        override = verdict.override
        index = places.get(override.measure_id)
        place = Place() if index is None else measures[index].place
        code = f"override_{verdict.fate.value}"
        yield make_issue(code, place, override.words, override.measure_id)


def _fingerprint(override: Override) -> str:
    said = (override.words, override.reason, override.author, override.day.isoformat())
    parts = (override.measure_id, override.field, encode_reading(override.reading), *said)
    return json.dumps(parts, ensure_ascii=False)
